package io.vpcep.operator.controlplane;

import io.vpcep.operator.controlplane.BinarySource.Unavailable;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The user's Go. The environment's choice of toolchain, module proxy and caches is left alone. */
final class GoToolchain {

  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Pattern GO_VERSION = Pattern.compile("\\bgo(\\d\\S*)");

  /** GOWORK: a workspace file of a folder above must not add to what is pinned. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("CGO_ENABLED", "0", "GOWORK", "off");

  private final Commands commands;
  private final Progress progress;

  GoToolchain(Commands commands, Progress progress) {
    this.commands = commands;
    this.progress = progress;
  }

  /** Asks in the module's folder, where Go may switch to the toolchain that the module wants. */
  void require(String oldest, Path module) throws Unavailable, InterruptedException {
    CommandResult answer = run("Checking the Go toolchain", module, List.of("go", "version"));
    Matcher version = GO_VERSION.matcher(answer.output());
    if (!version.find()) {
      throw new Unavailable("go version says no version");
    }
    if (Version.parse(version.group(1)).compareTo(Version.parse(oldest)) < 0) {
      throw new Unavailable("Go " + version.group(1) + " is too old");
    }
  }

  /**
   * Builds a program from what its module pins, and from nothing else.
   *
   * @param title what to tell whoever waits
   */
  void build(String title, Path module, List<String> flags, Path target, String goPackage)
      throws Unavailable, InterruptedException {
    List<String> command =
        Stream.of(List.of("go", "build"), flags, List.of("-o", target.toString(), goPackage))
            .flatMap(List::stream)
            .toList();
    run(title, module, command);
  }

  private CommandResult run(String title, Path folder, List<String> command)
      throws Unavailable, InterruptedException {
    String name = String.join(" ", command.subList(0, 2));
    try {
      CommandResult result =
          progress.follow(title, commands.start(folder, ENVIRONMENT, command), LIMIT);
      if (result.succeeded()) {
        return result;
      }
      throw new Unavailable(name + " failed (" + lastLine(result.errors()) + ")");
    } catch (IOException e) {
      throw new Unavailable("Go is not on the PATH", e);
    } catch (ExecutionException e) {
      throw new Unavailable(name + " failed (" + e.getCause() + ")", e);
    } catch (TimeoutException e) {
      throw new Unavailable(name + " took more than " + LIMIT.toMinutes() + " minutes", e);
    }
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce("no output", (before, line) -> line);
  }
}
