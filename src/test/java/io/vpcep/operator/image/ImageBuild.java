package io.vpcep.operator.image;

import io.vpcep.operator.controlplane.FolderTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds images by Maven, on a base that is made from this JDK: no registry, no root, no Docker.
 */
final class ImageBuild {

  private final Path folder;

  ImageBuild(Path folder) {
    this.folder = folder;
  }

  /** On a base with the modules that a jar needs; it and all images are kept in a folder. */
  static ImageBuild forJar(Path jar, Path folder) throws IOException {
    var runtime = folder.resolve("java");
    JavaRuntime.forJar(jar, runtime);
    BaseImage.write(runtime, folder.resolve("base.tar"));
    FolderTree.delete(runtime);
    return new ImageBuild(folder);
  }

  /** Builds an image and unpacks it. */
  Image image(Path project, String name, String... goals) throws IOException, InterruptedException {
    return Image.unpack(tar(project, name, goals), folder.resolve(name));
  }

  /** Builds an image as a file. */
  Path tar(Path project, String name, String... goals) throws IOException, InterruptedException {
    var tar = folder.resolve(name + ".tar");
    var arguments =
        new ArrayList<>(
            List.of(
                "-Djib.from.image=tar://" + folder.resolve("base.tar"),
                "-Djib.from.platforms=linux/" + BaseImage.ARCHITECTURE,
                "-Djib.baseImageCache=" + folder.resolve("cache"),
                "-Djib.outputPaths.tar=" + tar));
    arguments.addAll(List.of(goals));
    MavenBuild.run(project, arguments);
    return tar;
  }
}
