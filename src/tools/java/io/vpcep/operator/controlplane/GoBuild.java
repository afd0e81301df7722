package io.vpcep.operator.controlplane;

import java.nio.file.Path;
import java.util.List;

/** Builds the control plane from the pinned modules with the user's Go. */
final class GoBuild implements BinarySource {

  private record Program(String name, Path module, String goPackage, String usualTime) {}

  private final PinnedModules modules;
  private final Platform platform;
  private final Progress progress;
  private final GoToolchain go;

  GoBuild(PinnedModules modules, Platform platform, Commands commands, Progress progress) {
    this.modules = modules;
    this.platform = platform;
    this.progress = progress;
    this.go = new GoToolchain(commands, progress);
  }

  @Override
  public String cacheName() {
    return "%s-%s-%s"
        .formatted(modules.kubernetesVersion(), platform, modules.fingerprint(flags()));
  }

  @Override
  public void putInto(Path folder) throws Unavailable, InterruptedException {
    go.require(modules.goVersion(), modules.kubernetes());
    progress.say(
        "No ready-made control plane: building one from source, once, in about 5 minutes on two"
            + " cores. To use programs that you have, stop this and set "
            + modules.release().programs().variable()
            + " to a folder with "
            + modules.release().programs()
            + ".");
    build(new Program("etcd", modules.etcd(), ".", "half a minute"), folder);
    build(ofKubernetes("kube-apiserver", "3 minutes"), folder);
    build(ofKubernetes("kubectl", "half a minute"), folder);
  }

  private Program ofKubernetes(String name, String usualTime) {
    return new Program(name, modules.kubernetes(), "k8s.io/kubernetes/cmd/" + name, usualTime);
  }

  private void build(Program program, Path folder) throws Unavailable, InterruptedException {
    String title =
        "Building %s from source for Kubernetes %s, once; about %s on two cores"
            .formatted(program.name(), modules.kubernetesVersion(), program.usualTime());
    go.build(title, program.module(), flags(), folder.resolve(program.name()), program.goPackage());
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
}
