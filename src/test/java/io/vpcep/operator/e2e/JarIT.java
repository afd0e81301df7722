package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Examples.CLUSTER_ENDPOINT;
import static io.vpcep.operator.e2e.Examples.ENDPOINT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.cloud.support.Fixtures;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The jar as a user runs it: a process, a configuration file, KUBECONFIG, and somebody else's HTTP
 * server as the cloud.
 */
@EndToEnd
class JarIT {

  private static final SourceRef SERVICE = SourceRef.service("a-service");
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(10);

  private final OperatorFixture fixture;
  private final HttpServer cloud;

  JarIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture;
    this.cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/v1/", "vpcep/connections.json");
    serve("/v1.0/", "css/connections.json");
    cloud.start();
    fixture.closeLater(() -> cloud.stop(0));
  }

  @Test
  void fillsTheStatusesWithinOnePollIntervalAndEndsInTimeWhenTold() throws Exception {
    // Given
    fixture.watch("first", SERVICE, ENDPOINT);
    fixture.watch("second", SERVICE, "fd69d29f-dc29-4a9b-80d8-b51d1e7e58ea");
    fixture.watch("third", SourceRef.cluster("a-cluster"), CLUSTER_ENDPOINT);
    // When
    // The chart's pod has no /tmp that can be written.
    var operator =
        fixture
            .jar("jar", configuration())
            .jvm("-Djava.io.tmpdir=/nonexistent", "-XX:-UsePerfData")
            .start()
            .awaitReady();

    // Then
    await()
        .atMost(POLL_INTERVAL)
        .untilAsserted(
            () -> {
              assertThat(fixture.connection("first").getStatus().markerID()).isEqualTo(16777510);
              assertThat(fixture.connection("second").getStatus().markerID()).isEqualTo(16777513);
              assertThat(fixture.condition("third", "Ready")).isEqualTo("True Accepted");
            });
    long start = System.nanoTime();
    operator.terminate();
    assertThat(operator.exitCode()).isIn(0, 143);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(operator.log()).contains("stopping");
  }

  /**
   * An executor of the JDK that has no core threads, or lets them end, wakes up every 10 ms for as
   * long as a task waits in it.
   */
  @Test
  void hasNoTimerThatWakesUpAllTheTime() throws Exception {
    // Given
    var operator = fixture.jar("idle", configuration()).start().awaitReady();
    // When
    var threads = threads(operator.pid());
    // Then
    assertThat(threads)
        .contains("ScheduledThreadPoolExecutor$DelayedWorkQueue.take(")
        .doesNotContain("ScheduledThreadPoolExecutor$DelayedWorkQueue.poll(");
  }

  private static String threads(long pid) throws Exception {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    var process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print")
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private String configuration() {
    return """
    clouds: {emulator: {iam: "%1$s", vpcep: "%1$s", css: "%1$s"}}
    http: {address: 127.0.0.1, port: 0}
    polling: {defaultInterval: %2$ds}
    """
        .formatted("http://127.0.0.1:" + cloud.getAddress().getPort(), POLL_INTERVAL.toSeconds());
  }

  private void serve(String prefix, String fixture) {
    cloud.createContext(
        prefix,
        exchange -> {
          var body = Fixtures.read(fixture).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
