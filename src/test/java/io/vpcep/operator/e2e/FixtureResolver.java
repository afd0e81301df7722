package io.vpcep.operator.e2e;

import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes what the tests of {@link EndToEnd} ask for. JUnit closes it after each test. */
final class FixtureResolver implements ParameterResolver {

  private static final Namespace OURS = Namespace.create(FixtureResolver.class);

  /** What the constructor of a test gets belongs to that test alone. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == OperatorFixture.class || type == FixtureBuilder.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var store = context.getStore(OURS);
    var builder =
        new FixtureBuilder(
            name(context),
            () -> SharedControlPlane.of(context),
            resource -> store.put(resource, resource));
    if (parameter.getParameter().getType() == FixtureBuilder.class) {
      return builder;
    }
    try {
      return builder.create();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the class, as Kubernetes spells names: {@code main-job} of {@code MainJobIT}. */
  private static String name(ExtensionContext context) {
    return context
        .getRequiredTestClass()
        .getSimpleName()
        .replaceFirst("IT$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
