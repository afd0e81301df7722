package io.vpcep.emulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.vpcep.emulator.fault.Faults;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.Payload;
import io.vpcep.emulator.http.RequestLog;
import io.vpcep.emulator.http.Route;
import io.vpcep.emulator.http.Throttle;
import io.vpcep.emulator.iam.IamData;
import io.vpcep.emulator.iam.IdentityStore;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.World;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlAccessTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false, 200",
    "::1, false, 200",
    "10.0.0.1, false, 403",
    "10.0.0.1, true, 200"
  })
  void isForLoopbackUnlessOpened(String from, boolean open, int status)
      throws UnknownHostException {
    InstantSource clock = InstantSource.system();
    World world = new World(clock);
    ControlApi control =
        new ControlApi(
            world,
            new LifeCycle(world, clock, (delay, task) -> {}, LifeCycle.Times.DEFAULT),
            new IdentityStore(IamData.DEFAULT, clock),
            new Throttle(clock, null),
            new Faults(),
            new RequestLog(),
            open);

    assertThat(control.respond(worldAskedFrom(InetAddress.getByName(from))).status())
        .isEqualTo(status);
  }

  private static EmulatedRequest worldAskedFrom(InetAddress client) {
    String path = "/emulator/world";
    return new EmulatedRequest(
        "GET",
        URI.create(path),
        Map.of(),
        new Headers(),
        Payload.of(""),
        client,
        Route.of("GET", path));
  }
}
