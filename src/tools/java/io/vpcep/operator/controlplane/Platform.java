package io.vpcep.operator.controlplane;

import java.util.Locale;

/** An operating system and a processor, in Go's words. */
record Platform(String os, String arch) {

  static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** Translates Java's words. */
  static Platform of(String osName, String osArch) {
    String os = osName.startsWith("Mac") ? "darwin" : osName.toLowerCase(Locale.ROOT);
    return new Platform(
        os,
        switch (osArch) {
          case "x86_64" -> "amd64";
          case "aarch64" -> "arm64";
          default -> osArch;
        });
  }

  @Override
  public String toString() {
    return os + "-" + arch;
  }
}
