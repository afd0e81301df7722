package io.vpcep.operator.command;

import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.AccountRef;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.SourceRef;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.SourceTypes;
import org.jspecify.annotations.Nullable;

/**
 * The source that a command reads.
 *
 * @param namespace of the account
 * @param spec names the account and the source as a VpcEndpointConnection does, and no connection
 */
public record Target(String namespace, VpcEndpointConnectionSpec spec) {

  /** A source as an account; exactly one of the two IDs is set. */
  public static Target of(
      AccountKey account, @Nullable String serviceId, @Nullable String clusterId) {
    return new Target(
        account.namespace(),
        new VpcEndpointConnectionSpec(
            new AccountRef(account.name()),
            ref(serviceId),
            ref(clusterId),
            null,
            null,
            null,
            null,
            null));
  }

  private static @Nullable SourceRef ref(@Nullable String id) {
    return id == null ? null : new SourceRef(id);
  }

  /** The source and the account. */
  public SourceKey key() {
    return new SourceKey(
        new AccountKey(namespace, spec.accountRef().name()), SourceTypes.SUPPORTED.namedIn(spec));
  }
}
