package io.vpcep.operator.e2e;

import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import io.vpcep.operator.controlplane.ControlPlane;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a test wants its {@link OperatorFixture} to be, where that differs from the usual. */
final class FixtureBuilder {

  private final String name;
  private final Supplier<ControlPlane> shared;
  private final Consumer<AutoCloseable> owner;
  private String configuration = "polling: {defaultInterval: 1s, minInterval: 1s}";
  private EmulatorOptions emulator = EmulatorOptions.defaults();
  private Scope scope = Scope.ofRun();
  private @Nullable List<String> flags;
  private boolean large;

  /**
   * The usual fixture.
   *
   * @param shared the control plane of all tests
   * @param owner closes the fixture after the test
   */
  FixtureBuilder(String name, Supplier<ControlPlane> shared, Consumer<AutoCloseable> owner) {
    this.name = name;
    this.shared = shared;
    this.owner = owner;
  }

  /** The operator's configuration as YAML; by default it polls every second. */
  FixtureBuilder configuration(String yaml) {
    configuration = yaml;
    return this;
  }

  FixtureBuilder emulator(EmulatorOptions options) {
    emulator = options;
    return this;
  }

  /** Where the operator has its permissions; by default where the run says. */
  FixtureBuilder scope(Scope where) {
    scope = where;
    return this;
  }

  /** Has a control plane of its own, with flags of the API server beside the usual ones. */
  FixtureBuilder ownControlPlane(List<String> apiServerFlags) {
    flags = apiServerFlags;
    return this;
  }

  /** Has resources that are too large to be read once more for the secret scan. */
  FixtureBuilder large() {
    large = true;
    return this;
  }

  String name() {
    return name;
  }

  String configuration() {
    return configuration;
  }

  EmulatorOptions emulator() {
    return emulator;
  }

  Scope scope() {
    return scope;
  }

  boolean isLarge() {
    return large;
  }

  /** Makes a fixture whose operator does not run yet; it is closed after the test. */
  OperatorFixture create() throws IOException {
    var fixture = new OperatorFixture(flags == null ? shared.get() : own(flags), this);
    owner.accept(fixture);
    return fixture;
  }

  private ControlPlane own(List<String> apiServerFlags) throws IOException {
    var plane = ControlPlane.start(apiServerFlags);
    owner.accept(plane);
    plane.installCrds();
    return plane;
  }

  /** Makes a fixture whose operator runs. */
  OperatorFixture start() throws Exception {
    return create().startOperator();
  }
}
