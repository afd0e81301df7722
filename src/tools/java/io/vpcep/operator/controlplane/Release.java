package io.vpcep.operator.controlplane;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The releases of Kubernetes that {@code src/controlplane} pins. */
public enum Release {
  /** What tests, demo and benchmark run on, where nothing else is said. */
  USUAL("kubernetes", "KUBEBUILDER_ASSETS"),
  /** The oldest that is supported. */
  OLDEST("kubernetes-oldest", "KUBEBUILDER_ASSETS_OLDEST"),
  /** The newest that is supported. */
  NEWEST("kubernetes-newest", "KUBEBUILDER_ASSETS_NEWEST");

  private static final String PROPERTY = "kubernetes.release";

  private final String module;
  private final String assets;

  Release(String module, String assets) {
    this.module = module;
    this.assets = assets;
  }

  /**
   * The release that the system property {@code kubernetes.release} names, in lower case; the usual
   * one if it is not set.
   */
  static Release chosen() {
    var name = System.getProperty(PROPERTY, "").strip();
    return name.isEmpty() ? USUAL : named(name);
  }

  static Release named(String name) {
    return Arrays.stream(values())
        .filter(release -> release.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ControlPlaneException(
                    "%s: Invalid value: \"%s\": must be one of %s"
                        .formatted(
                            PROPERTY,
                            name,
                            Arrays.stream(values())
                                .map(Release::toString)
                                .collect(Collectors.joining(", ")))));
  }

  /** The folder of the Go module that pins it. */
  String module() {
    return module;
  }

  /** The three programs; a variable of each release may name a folder that has them. */
  Programs programs() {
    return Programs.ofKubernetes(assets);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
