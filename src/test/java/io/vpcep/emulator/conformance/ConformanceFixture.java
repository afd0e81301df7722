package io.vpcep.emulator.conformance;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An emulator whose responses have every field that the suite compares. */
final class ConformanceFixture implements AutoCloseable {

  private static final String DATA =
      """
      dialect: %s
      projects: [{name: eu-de, id: some-project}]
      services:
        - id: s
          permissions: ["iam:domain::a"]
          connections:
            - {id: a, status: accepted, description: text}
            - {id: b, status: failed, error: [{error_code: E.1, error_message: made up}]}
            - {id: c, status: pendingAcceptance}
      clusters:
        - id: c
          vpcServiceName: eu-de.css.1
          permissions: [{id: p, permission: "iam:domain::a", created_at: 2021-09-17T08:00:00Z}]
          connections:
            - id: a
              update_at: 2021-09-17T08:00:00Z
              vpcepIp: 192.168.0.7
              vpcepIpv6Address: "fe80::7"
              vpcepDnsName: a.example.com
      """;

  private static final String TAG =
      """
      {"action": "create", "tags": [{"key": "team", "value": "shop"}]}
      """;

  /** One for all, because each keeps connections and a server closes those that are too many. */
  private static final Caller CALLER = new HttpCaller(Authenticator.token(EmulatorClient.TOKEN));

  private final Emulator emulator;

  private ConformanceFixture(Emulator emulator) {
    this.emulator = emulator;
  }

  static ConformanceFixture start(String dialect) throws IOException {
    Emulator emulator =
        Emulator.start(EmulatorOptions.defaults().withData(DATA.formatted(dialect)));
    new EmulatorClient(emulator)
        .send("POST", "/v1/some-project/endpoint_service/s/tags/action", TAG);
    emulator.requests().clear();
    return new ConformanceFixture(emulator);
  }

  @Override
  public void close() {
    emulator.close();
  }

  Emulator emulator() {
    return emulator;
  }

  /** Calls it with its fixed token. */
  static Caller caller() {
    return CALLER;
  }

  Target target(boolean withToken) {
    Map<String, String> values =
        new HashMap<>(Map.of("project", "some-project", "service", "s", "cluster", "c"));
    values.put("domain", "d");
    for (String api : List.of("iam", "vpcep", "css")) {
      values.put(api, emulator.url());
    }
    if (withToken) {
      values.put("token", EmulatorClient.TOKEN);
    }
    return new Target(values);
  }

  /** Runs all cases with the fixed token. */
  List<Outcome> run(Caller caller, boolean write) throws InterruptedException {
    return run(target(true), caller, write);
  }

  static List<Outcome> run(Target target, Caller caller, boolean write)
      throws InterruptedException {
    var run = new ConformanceRun(target, caller, write);
    List<Outcome> outcomes = new ArrayList<>();
    for (ConformanceCase test : ConformanceCase.all()) {
      outcomes.add(run.run(test));
    }
    return outcomes;
  }

  Outcome run(ConformanceCase test, Caller caller) throws InterruptedException {
    return new ConformanceRun(target(true), caller, true).run(test);
  }
}
