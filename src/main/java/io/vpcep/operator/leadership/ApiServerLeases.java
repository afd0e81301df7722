package io.vpcep.operator.leadership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes the Lease with requests that are not repeated: the election does that. */
record ApiServerLeases(KubernetesClient client, String namespace, String name) implements Leases {

  @Override
  public @Nullable Lease get(Duration patience) {
    return request(patience, api -> api.leases().inNamespace(namespace).withName(name).get());
  }

  @Override
  public Lease create(Lease lease, Duration patience) {
    return request(patience, api -> api.resource(lease).create());
  }

  @Override
  public Lease replace(Lease lease, Duration patience) {
    return request(patience, api -> api.resource(lease).update());
  }

  private <T extends @Nullable Object> T request(
      Duration patience, Function<KubernetesClient, T> what) {
    var impatient =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestTimeout(Math.toIntExact(Math.max(1, patience.toMillis())))
            .withRequestRetryBackoffLimit(0)
            .build();
    return client
        .adapt(NamespacedKubernetesClient.class)
        .withRequestConfig(impatient)
        .call(what::apply);
  }
}
