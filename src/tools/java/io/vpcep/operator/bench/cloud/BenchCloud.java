package io.vpcep.operator.bench.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorOptions;
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

/**
 * The emulator as a process: {@code BenchCloud PORT DATA-FILE}. Beside the emulator's own control
 * interface it takes lines on its input: {@code status WORD} gives every connection that status
 * within milliseconds, and is answered with {@code done}. By the control interface ten thousand
 * connections change one after the other, for so long that sweeps would see a part of them.
 */
public final class BenchCloud {

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
        setStatus(emulator.world(), line.substring("status ".length()));
        System.out.println("done");
        line = commands.readLine();
      }
    }
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
