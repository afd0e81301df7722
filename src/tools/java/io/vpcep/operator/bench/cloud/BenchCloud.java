package io.vpcep.operator.bench.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.FaultKind;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.world.SortBy;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.emulator.world.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * The emulator as a process: {@code BenchCloud PORT DATA-FILE}. Beside the emulator's own control
 * interface it takes lines on its input, each of which is answered with {@code done}:
 *
 * <ul>
 *   <li>{@code status WORD} gives every connection that status within milliseconds. By the control
 *       interface ten thousand connections change one after the other, for so long that sweeps
 *       would see a part of them.
 *   <li>{@code faults SHARE SEED} lets this share of the requests fail at random, from now on.
 * </ul>
 */
public final class BenchCloud {

  /** Each as often as the others. */
  private static final List<Fault> FAULTS =
      List.of(
          Fault.status(429, Target.ALL),
          Fault.status(429, Target.ALL).header("Retry-After", "5"),
          Fault.status(500, Target.ALL),
          Fault.status(503, Target.ALL),
          Fault.of(FaultKind.RESET, Target.ALL),
          Fault.of(FaultKind.NO_RESPONSE, Target.ALL));

  private BenchCloud() {}

  public static void main(String[] args) throws IOException {
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    var data = Files.readString(Path.of(args[1]));
    try (var emulator =
            Emulator.start(EmulatorOptions.defaults().withListen(address).withData(data));
        var commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      System.out.println("ready");
      String line = commands.readLine();
      while (line != null) {
        var words = line.split(" ", -1);
        if (words[0].equals("faults")) {
          fail(emulator, Double.parseDouble(words[1]), new Random(Long.parseLong(words[2])));
        } else {
          setStatus(emulator.world(), words[1]);
        }
        System.out.println("done");
        line = commands.readLine();
      }
    }
  }

  private static void fail(Emulator emulator, double share, Random random) {
    emulator.beforeResponse(
        request -> {
          if (random.nextDouble() < share) {
            emulator.faults().add(FAULTS.get(random.nextInt(FAULTS.size())).times(1));
          }
        });
  }

  private static void setStatus(World world, String word) {
    for (String id : world.serviceIds()) {
      var source = SourceRef.service(id);
      world.connections(source).stream()
          .flatMap(list -> list.sorted(SortBy.CREATED, true).stream())
          .filter(connection -> !connection.status().equals(word))
          .forEach(
              connection -> world.change(source, connection.id(), old -> old.withStatus(word)));
    }
  }
}
