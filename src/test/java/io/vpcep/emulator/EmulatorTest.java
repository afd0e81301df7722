package io.vpcep.emulator;

import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.SERVICE;
import static io.vpcep.emulator.EmulatorClient.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcep.emulator.EmulatorClient.NoResponse;
import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.FaultKind;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.world.SourceRef;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EmulatorTest {

  @Test
  void letsATestChangeTheWorldBetweenTwoPages() throws IOException {
    try (Emulator emulator = Emulator.start()) {
      EmulatorClient client = new EmulatorClient(emulator);
      SourceRef source = SourceRef.service(SERVICE);
      emulator.beforeResponse(
          request -> {
            if (request.offset() == 1) {
              emulator.world().put(source, "newcomer", c -> c);
            }
          });

      List<String> read = new ArrayList<>(ids(client.get(LIST + "?limit=1")));
      read.addAll(ids(client.get(LIST + "?limit=1&offset=1")));

      assertThat(read)
          .as("the newcomer shifts the pages, newest first")
          .containsExactly(
              "adb7b229-bb11-4072-bcc0-3327cd784263", "adb7b229-bb11-4072-bcc0-3327cd784263");
    }
  }

  @Test
  @Timeout(10)
  void endsWhileRequestsAreHeld() throws IOException {
    Emulator emulator = Emulator.start();
    EmulatorClient client = new EmulatorClient(emulator);
    emulator.faults().add(Fault.of(FaultKind.NO_RESPONSE, Target.ALL));
    CompletableFuture<HttpResponse<String>> held =
        CompletableFuture.supplyAsync(() -> client.get(LIST));
    Awaitility.await().until(() -> emulator.requests().all().size() == 1);

    emulator.close();

    assertThatThrownBy(held::join).hasCauseInstanceOf(NoResponse.class);
  }

  @Test
  void delaysEveryResponseIfConfigured() throws IOException {
    List<Duration> pauses = new CopyOnWriteArrayList<>();
    EmulatorOptions options =
        EmulatorOptions.defaults().withData("responseDelay: 20ms").withPause(pauses::add);
    try (Emulator emulator = Emulator.start(options)) {
      new EmulatorClient(emulator).get(LIST);

      assertThat(pauses).containsExactly(Duration.ofMillis(20));
    }
  }

  @Test
  void respondsWithAnErrorWhenAHookFails() throws IOException {
    try (Emulator emulator = Emulator.start()) {
      emulator.beforeResponse(
          request -> {
            throw new IllegalStateException("a mistake of the test");
          });

      assertThat(new EmulatorClient(emulator).get(LIST).statusCode()).isEqualTo(500);
    }
  }

  @Test
  void givesAPageOfALargeListQuickly() throws IOException {
    try (Emulator emulator = Emulator.start()) {
      EmulatorClient client = new EmulatorClient(emulator);
      emulator.world().putMany(SourceRef.service(SERVICE), 10_000, c -> c);
      String page = LIST + "?limit=1000&offset=";
      for (int i = 0; i < 20; i++) {
        client.get(page + 1000);
      }

      long start = System.nanoTime();
      for (int offset = 0; offset < 10_000; offset += 1000) {
        client.get(page + offset);
      }
      Duration each = Duration.ofNanos(System.nanoTime() - start).dividedBy(10);

      assertThat(each).as("a page of 1,000 from 10,000").isLessThan(Duration.ofMillis(100));
    }
  }

  @Test
  void servesConcurrentClientsWhileTheWorldChanges() throws IOException {
    try (Emulator emulator = Emulator.start()) {
      EmulatorClient client = new EmulatorClient(emulator);
      SourceRef source = SourceRef.service(SERVICE);
      List<CompletableFuture<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(
            CompletableFuture.supplyAsync(() -> client.get(LIST + "?limit=1000").statusCode()));
        emulator.world().putMany(source, 1, c -> c);
      }

      assertThat(calls.stream().map(CompletableFuture::join)).containsOnly(200);
      assertThat(ids(client.get(LIST + "?limit=1000"))).hasSize(102);
    }
  }
}
