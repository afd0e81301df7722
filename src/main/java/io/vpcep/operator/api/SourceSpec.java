package io.vpcep.operator.api;

import io.vpcep.operator.api.VpcEndpointConnectionSpec.AccountRef;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.SourceRef;
import org.jspecify.annotations.Nullable;

/** What the specs of all kinds that watch a source have in common. */
public interface SourceSpec {

  /** A CEL rule: the field is a duration as Go writes it. */
  String GO_DURATION = "self.matches('^([0-9]+([.][0-9]+)?(ns|us|ms|s|m|h))+$')";

  /** The end of the sentence that says so. */
  String GO_DURATION_MESSAGE =
      " must be a duration such as 90s, 5m or 1h30m (units: h, m, s, ms, us, ns).";

  /** A CEL rule: what is a duration is at least a second. */
  String AT_LEAST_ONE_SECOND = "!(" + GO_DURATION + ") || duration(self) >= duration('1s')";

  /** A CEL rule: what is a duration is one that the API server can represent. */
  String AT_LEAST_ZERO_SECONDS = "!(" + GO_DURATION + ") || duration(self) >= duration('0s')";

  /** Whose credentials and project are used. */
  AccountRef accountRef();

  /** The VPC endpoint service to read; null if it is none. */
  @Nullable SourceRef vpcEndpointService();

  /** The CSS cluster to read; null if it is none. */
  @Nullable SourceRef cssCluster();

  /** How often to poll, a Go-style duration; null for the operator's default. */
  @Nullable String pollInterval();

  /** How long a connection may wait for acceptance, a Go-style duration; null for the default. */
  @Nullable String pendingAcceptanceTimeout();

  /** Whether the resource asks for no calls; null for no. */
  @Nullable Boolean suspend();

  /** Whether the resource asks to be left as it is. */
  default boolean suspended() {
    return Boolean.TRUE.equals(suspend());
  }
}
