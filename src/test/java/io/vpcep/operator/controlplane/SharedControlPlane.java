package io.vpcep.operator.controlplane;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of a JVM one and the same {@link ControlPlane}, with the project's CRDs, started
 * for the first test that asks. A {@link KubernetesClient} parameter is an administrator's client
 * in a namespace that only this test has, or only this class where a constructor asks.
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
    ControlPlane plane = of(context);
    return parameter.getParameter().getType() == ControlPlane.class
        ? plane
        : context
            .getStore(OURS)
            .getOrComputeIfAbsent(
                KubernetesClient.class,
                key -> plane.client(plane.createNamespace(prefix(context))),
                KubernetesClient.class);
  }

  /** The control plane for another extension. */
  public static ControlPlane of(ExtensionContext context) {
    // JUnit closes what is in this store when the JVM has run its last class. The root's store ends
    // with each class where the build hands the classes one by one to several JVMs.
    ControlPlane plane =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, OURS)
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
