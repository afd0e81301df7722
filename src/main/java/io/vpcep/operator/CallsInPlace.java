package io.vpcep.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.vpcep.operator.cluster.Refusals;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * Makes each call to the API server in the thread that waits for its answer, on a connection of its
 * own. The client's usual way hands a call through three threads, and all calls share the one that
 * reads and decrypts: fine for some that are long, but a third of what thousands of small writes
 * cost. Not for watches, which have no end to wait for.
 */
final class CallsInPlace extends OkHttpClientFactory {

  private final int connections;

  private CallsInPlace(int connections) {
    this.connections = connections;
  }

  /**
   * A client beside another, with the same access, for the threads that reconcile.
   *
   * @param threads how many there are
   * @param refusals hears of what the API server forbids
   */
  static KubernetesClient beside(KubernetesClient client, int threads, Refusals refusals) {
    // The client's own tries again would be made by the one thread that waits for all of them.
    // Whoever fails to write is reconciled again anyway.
    Config access =
        new ConfigBuilder(client.getConfiguration()).withRequestRetryBackoffLimit(0).build();
    return new KubernetesClientBuilder()
        .withConfig(access)
        .withKubernetesSerialization(client.getKubernetesSerialization())
        .withHttpClientFactory(new CallsInPlace(threads))
        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("refusals", refusals))
        .build();
  }

  @Override
  protected Dispatcher initDispatcher() {
    var dispatcher = new Dispatcher(new InPlace());
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return dispatcher;
  }

  @Override
  protected void additionalConfig(OkHttpClient.Builder builder) {
    builder
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionPool(new ConnectionPool(connections, 1, TimeUnit.MINUTES));
  }

  private static final class InPlace extends AbstractExecutorService {

    private volatile boolean shutdown;

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {
      shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shutdown;
    }

    @Override
    public boolean isTerminated() {
      return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
