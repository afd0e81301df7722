package io.vpcep.operator;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.cluster.Causes;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.reconcile.KubernetesSecrets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads single things from the API server, for a command. Every failure says what could not be read
 * and why.
 *
 * @param client with the permissions of the user who runs the command
 */
record ClusterReader(KubernetesClient client) {

  /** The account. */
  CloudAccount account(AccountKey key) throws CommandException {
    CloudAccount account =
        read(
            "CloudAccount " + key,
            () ->
                client
                    .resources(CloudAccount.class)
                    .inNamespace(key.namespace())
                    .withName(key.name())
                    .get());
    if (account == null) {
      requireDefinitions();
      throw CommandFailure.ACCOUNT_NOT_FOUND.because(key.name(), key.namespace());
    }
    return account;
  }

  /** The API server says of a kind without a definition what it says of an unknown name. */
  private void requireDefinitions() throws CommandException {
    var missing = read("the kinds of " + ServedKinds.VERSION, () -> ServedKinds.missing(client));
    if (!missing.isEmpty()) {
      throw new CommandException(
          StartFailure.DEFINITIONS_MISSING.message(ServedKinds.VERSION, missing), 1);
    }
  }

  /** The keys of a Secret, decoded; null if there is no such Secret. */
  @Nullable Map<String, String> secret(String namespace, String name) throws CommandException {
    return read(
        "Secret " + namespace + "/" + name,
        () -> new KubernetesSecrets(client).read(namespace, name));
  }

  /** All VpcEndpointConnections of a namespace. */
  List<VpcEndpointConnection> connections(String namespace) throws CommandException {
    return read(
        "the VpcEndpointConnections of namespace " + namespace,
        () ->
            client.resources(VpcEndpointConnection.class).inNamespace(namespace).list().getItems());
  }

  private <T extends @Nullable Object> T read(String what, Supplier<T> supplier)
      throws CommandException {
    try {
      return supplier.get();
    } catch (KubernetesClientException e) {
      throw e.getStatus() == null
          ? CommandFailure.API_SERVER.because(
              client.getMasterUrl(), Causes.inOneLine(requireNonNullElse(e.getCause(), e)))
          : CommandFailure.NOT_READ.because(what, ForbiddenInterceptor.said(e));
    }
  }
}
