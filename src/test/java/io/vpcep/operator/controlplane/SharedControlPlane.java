package io.vpcep.operator.controlplane;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the test methods of a run one and the same {@link ControlPlane}, with the project's CRDs,
 * started for the first test that asks. A {@link KubernetesClient} parameter is an administrator's
 * client in a namespace that only this test has.
 */
public final class SharedControlPlane implements ParameterResolver {

  private static final Namespace OURS = Namespace.create(SharedControlPlane.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == ControlPlane.class || type == KubernetesClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ControlPlane plane = ofRun(context);
    return parameter.getParameter().getType() == ControlPlane.class
        ? plane
        : context
            .getStore(OURS)
            .getOrComputeIfAbsent(
                KubernetesClient.class,
                key -> plane.client(plane.createNamespace(prefix(context))),
                KubernetesClient.class);
  }

  /** JUnit closes what its root store holds when the run ends. */
  private static ControlPlane ofRun(ExtensionContext context) {
    ControlPlane plane =
        context
            .getRoot()
            .getStore(OURS)
            .getOrComputeIfAbsent(ControlPlane.class, key -> startWithCrds(), ControlPlane.class);
    // A test that failed may have left the server stopped.
    plane.startApiServer();
    return plane;
  }

  private static ControlPlane startWithCrds() {
    ControlPlane plane = ControlPlane.start();
    try {
      plane.installCrds();
      return plane;
    } catch (IOException e) {
      plane.close();
      throw new UncheckedIOException(e);
    }
  }

  private static String prefix(ExtensionContext context) {
    return context.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
