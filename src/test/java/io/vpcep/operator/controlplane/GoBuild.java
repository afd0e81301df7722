package io.vpcep.operator.controlplane;

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

/**
 * Builds the programs from the pinned modules with the user's Go. The environment's choice of
 * toolchain, module proxy and caches is left alone.
 */
final class GoBuild implements BinarySource {

  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Pattern GO_VERSION = Pattern.compile("\\bgo(\\d\\S*)");

  /** GOWORK: a workspace file of a folder above must not add to what is pinned. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("CGO_ENABLED", "0", "GOWORK", "off");

  private record Program(String name, Path module, String goPackage, String usualTime) {}

  private final PinnedModules modules;
  private final Platform platform;
  private final Commands commands;
  private final Progress progress;

  GoBuild(PinnedModules modules, Platform platform, Commands commands, Progress progress) {
    this.modules = modules;
    this.platform = platform;
    this.commands = commands;
    this.progress = progress;
  }

  @Override
  public String cacheName() {
    return "%s-%s-%s"
        .formatted(modules.kubernetesVersion(), platform, modules.fingerprint(flags()));
  }

  @Override
  public void putInto(Path folder) throws Unavailable, InterruptedException {
    requireGo();
    build(new Program("etcd", modules.etcd(), ".", "half a minute"), folder);
    build(ofKubernetes("kube-apiserver", "3 minutes"), folder);
    build(ofKubernetes("kubectl", "half a minute"), folder);
  }

  private Program ofKubernetes(String name, String usualTime) {
    return new Program(name, modules.kubernetes(), "k8s.io/kubernetes/cmd/" + name, usualTime);
  }

  /** Asks in the module's folder, where Go may switch to the toolchain that the module wants. */
  private void requireGo() throws Unavailable, InterruptedException {
    CommandResult answer =
        run("Checking the Go toolchain", modules.kubernetes(), List.of("go", "version"));
    Matcher version = GO_VERSION.matcher(answer.output());
    if (!version.find()) {
      throw new Unavailable("go version says no version");
    }
    if (Version.parse(version.group(1)).compareTo(Version.parse(modules.goVersion())) < 0) {
      throw new Unavailable("Go " + version.group(1) + " is too old");
    }
  }

  private void build(Program program, Path folder) throws Unavailable, InterruptedException {
    String target = folder.resolve(program.name()).toString();
    List<String> command =
        Stream.of(List.of("go", "build"), flags(), List.of("-o", target, program.goPackage()))
            .flatMap(List::stream)
            .toList();
    String title =
        "Building %s from source for Kubernetes %s, once; about %s on two cores"
            .formatted(program.name(), modules.kubernetesVersion(), program.usualTime());
    run(title, program.module(), command);
  }

  /** Without a version in the binaries, the server calls itself v0.0.0 and clients refuse it. */
  private List<String> flags() {
    String version = modules.kubernetesVersion();
    String[] parts = version.split("\\.", -1);
    String variable = " -X k8s.io/component-base/version.";
    String linker =
        "-s -w"
            + (variable + "gitVersion=v" + version)
            + (variable + "gitMajor=" + parts[0])
            + (variable + "gitMinor=" + parts[1]);
    return List.of("-trimpath", "-mod=readonly", "-buildvcs=false", "-ldflags", linker);
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
