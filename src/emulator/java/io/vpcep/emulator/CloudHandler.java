package io.vpcep.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vpcep.emulator.fault.Delivery;
import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Faults;
import io.vpcep.emulator.fault.Pause;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.LoggedRequest;
import io.vpcep.emulator.http.RequestLog;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the requests to the emulated clouds: hook, fault, wait, response, log, delivery. */
final class CloudHandler implements HttpHandler {

  private final Cloud cloud;
  private final Faults faults;
  private final RequestLog log;
  private final Duration responseDelay;
  private final Dialect dialect;
  private final InstantSource clock;
  private final Pause pause;
  private volatile Consumer<EmulatedRequest> beforeResponse = request -> {};

  CloudHandler(Cloud cloud, Faults faults, RequestLog log, EmulatorOptions options) {
    this.cloud = cloud;
    this.faults = faults;
    this.log = log;
    responseDelay = options.data().responseDelay();
    dialect = options.data().dialect();
    clock = options.clock();
    pause = options.pause();
  }

  void beforeResponse(Consumer<EmulatedRequest> hook) {
    beforeResponse = hook;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    EmulatedRequest request = EmulatedRequest.read(exchange);
    beforeResponse.accept(request);
    Optional<Fault> fault = faults.take(request);
    try {
      waitFor(responseDelay.plus(fault.map(Fault::delay).orElse(Duration.ZERO)));
      Delivery delivery =
          fault
              .map(f -> Delivery.of(f, request, dialect, () -> cloud.respond(request)))
              .orElseGet(() -> Delivery.whole(cloud.respond(request)));
      note(request, delivery);
      delivery.send(exchange, pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private void waitFor(Duration delay) throws InterruptedException {
    if (!delay.isZero()) {
      pause.of(delay);
    }
  }

  private void note(EmulatedRequest request, Delivery delivery) {
    log.add(
        new LoggedRequest(
            clock.instant(),
            request.operation(),
            request.method(),
            request.pathAndQuery(),
            delivery.status().orElse(null),
            cloud.caller(request)));
  }
}
