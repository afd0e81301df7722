package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The archives that controller-tools publishes for tests of controllers, pinned in {@code
 * envtest.sha512} as {@code sha512sum} writes it. The digests are those of the release index {@code
 * envtest-releases.yaml} of controller-tools. Few patch releases of Kubernetes have an archive, so
 * the version may be a patch away from the one that is built from source.
 */
final class EnvtestArchives {

  /** An archive for one platform. */
  record Archive(String version, Platform platform, String sha512) {
    String fileName() {
      return "envtest-v%s-%s.tar.gz".formatted(version, platform);
    }
  }

  private EnvtestArchives() {}

  /** The archive for the platform, if there is one. */
  static Optional<Archive> pinnedIn(Path folder, Platform platform) throws IOException {
    String pins = Files.readString(folder.resolve("envtest.sha512"));
    Matcher line =
        Pattern.compile(
                "(?m)^(\\p{XDigit}{128})  envtest-v(\\S+)-%s\\.tar\\.gz$".formatted(platform))
            .matcher(pins);
    return line.find()
        ? Optional.of(new Archive(line.group(2), platform, line.group(1)))
        : Optional.empty();
  }
}
