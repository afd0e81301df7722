package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.MAX_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.support.Authority;
import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.HttpUrl;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As many calls at a time as an account makes to one host. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ConnectionReuseTest {

  private static final int AT_A_TIME = 16;
  private static final String EXAMPLE = Fixtures.read("vpcep/connections.json");

  private final MockWebServer cloud = new MockWebServer();
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);

  @AfterEach
  void close() throws IOException {
    threads.shutdownNow();
    cloud.shutdown();
  }

  @Test
  void callsAtATimeShareOneConnectionWhereTheCloudSpeaksHttp2(@TempDir Path folder)
      throws Exception {
    Authority authority = new Authority();
    Path bundle = Files.writeString(folder.resolve("ca.pem"), authority.pem());
    cloud.useHttps(authority.serverContext("127.0.0.1").getSocketFactory(), false);
    try (CloudCalls calls = calls(bundle)) {
      answerAtOnce();
      calls.listService(url("https"));

      List<RecordedRequest> requests = burst(calls, "https");

      // Counted within a connection: the first call of this one was none of these.
      assertThat(requests).extracting(RecordedRequest::getSequenceNumber).doesNotContain(0);
      assertThat(requests)
          .extracting(RecordedRequest::getSequenceNumber)
          .doesNotHaveDuplicates()
          .hasSize(AT_A_TIME);
    }
  }

  @Test
  void aBurstOfCallsFindsTheConnectionsOfTheOneBefore() throws Exception {
    try (CloudCalls calls = calls(null)) {
      assertThat(burst(calls, "http"))
          .extracting(RecordedRequest::getSequenceNumber)
          .hasSize(AT_A_TIME)
          .containsOnly(0);
      assertThat(burst(calls, "http"))
          .extracting(RecordedRequest::getSequenceNumber)
          .hasSize(AT_A_TIME)
          .containsOnly(1);
    }
  }

  /** Calls of which none is answered before all have been asked. */
  private List<RecordedRequest> burst(CloudCalls calls, String scheme) throws Exception {
    CyclicBarrier together = new CyclicBarrier(AT_A_TIME);
    while (cloud.takeRequest(0, TimeUnit.SECONDS) != null) {}
    cloud.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            await(together);
            return new MockResponse().setBody(EXAMPLE);
          }
        });
    List<Callable<Page>> all = new ArrayList<>();
    for (int i = 0; i < AT_A_TIME; i++) {
      all.add(() -> calls.listService(url(scheme)));
    }
    for (var call : threads.invokeAll(all)) {
      assertThat(call.get().totalCount()).isEqualTo(2);
    }
    List<RecordedRequest> requests = new ArrayList<>();
    for (int i = 0; i < AT_A_TIME; i++) {
      requests.add(cloud.takeRequest());
    }
    return requests;
  }

  private static void await(CyclicBarrier together) throws InterruptedException {
    try {
      together.await(10, TimeUnit.SECONDS);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("not all calls came at a time", e);
    }
  }

  private void answerAtOnce() {
    cloud.enqueue(new MockResponse().setBody(EXAMPLE));
  }

  private HttpUrl url(String scheme) {
    return HttpUrl.get(scheme + "://127.0.0.1:" + cloud.getPort());
  }

  private static CloudCalls calls(@Nullable Path caBundle) {
    Duration timeout = Duration.ofSeconds(15);
    return new CloudCalls(new HttpSettings("1.2.3", timeout, timeout, MAX_BYTES, null, caBundle));
  }
}
