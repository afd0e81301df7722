package io.vpcep.emulator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcep.emulator.iam.AccessKey;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.emulator.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFileTest {

  @Test
  void readsTheSample() throws IOException {
    EmulatorData sample = DataFile.read(Path.of("deploy/emulator/data.yaml"));
    World world = new World(InstantSource.system());
    sample.fill(world);

    assertThat(sample.iam().tokenLife()).isEqualTo(Duration.ofHours(24));
    assertThat(sample.iam().accessKeys()).extracting(AccessKey::isTemporary).contains(true, false);
    assertThat(sample.responseDelay()).isEqualTo(Duration.ofMillis(20));
    assertThat(sample.times())
        .isEqualTo(new LifeCycle.Times(Duration.ofSeconds(3), Duration.ofSeconds(5)));
    assertThat(sample.scenario().steps()).hasSize(5);
    assertThat(world.serviceIds()).containsExactly("4189d3c2-8882-4871-a3c2-d380272eed88");
    assertThat(world.clusterIds()).containsExactly("4f3deec3-efa8-4598-bf91-560aad1377a3");
  }

  @Test
  void takesAnEmptyFile() {
    EmulatorData empty = DataFile.parse("# nothing\n");

    assertThat(empty.services()).isEmpty();
    assertThat(empty.times()).isEqualTo(LifeCycle.Times.DEFAULT);
    assertThat(empty.iam().tokens()).containsExactly("emulator-token");
  }

  @Test
  void givesMarkersThatAreNotTaken() {
    World world = new World(InstantSource.system());
    DataFile.parse("services: [{id: s, connections: [{id: a, marker_id: 20000000}, {id: b}]}]")
        .fill(world);

    assertThat(world.connections(SourceRef.service("s")).orElseThrow().get("b").orElseThrow())
        .extracting("markerId")
        .isEqualTo(20000001L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conections: []|conections: unknown key; allowed are accessKeys, anyProject,",
        "[]|the document: [] is not allowed here; an object",
        "tokenLife: soon|tokenLife: \"soon\" is not allowed here; allowed are durations",
        "creatingTime: soon|creatingTime: \"soon\" is not allowed here; allowed are durations",
        "services: [{id: s, approval: yes please}]|services[0].approval: \"yes please\" is not",
        "responseDelay: 5|responseDelay: 5 is not allowed here; allowed are durations",
        "services: [{}]|services[0].id: missing",
        "services: [{id: 12}]|services[0].id: 12 is not allowed here; allowed are 1 to 64 letters",
        "services: [{id: a/b}]|services[0].id: \"a/b\" is not allowed here",
        "services: {id: a}|services: {\"id\":\"a\"} is not allowed here; allowed is a list",
        "services: [{id: a}, {id: a}]|services[1].id: \"a\" is not allowed here; a service of",
        "services: [{id: s, connections: [{id: a}, {id: a}]}]|services[0].connections[1].id: \"a\"",
        "services: [{id: s, connections: [{id: a, state: x}]}]|services[0].connections[0].state:"
            + " unknown key; allowed are created_at, description,",
        "services: [{id: s, connections: [{id: a, status: 7}]}]|services[0].connections[0].status:"
            + " 7 is not allowed here; allowed is one word; the documents name accepted, creating,",
        "services: [{id: s, connections: [{id: a, marker_id: x}]}]|"
            + "services[0].connections[0].marker_id: \"x\" is not allowed here; allowed are whole"
            + " numbers from 0 to 9223372036854775807",
        "services: [{id: s, connections: [{id: a, created_at: now}]}]|"
            + "services[0].connections[0].created_at: \"now\" is not allowed here; allowed are UTC",
        "services: [{id: s, connections: [{id: a, error: [{error_code: x}]}]}]|"
            + "services[0].connections[0].error[0].error_message: missing",
        "clusters: [{id: c, vpcepUpdateSwitch: maybe}]|clusters[0].vpcepUpdateSwitch: \"maybe\"",
        "clusters: [{id: c, endpointService: 1}]|clusters[0].endpointService: 1 is not allowed",
        "clusters: [{id: c, connections: [{id: a, maxSession: 3000}]}]|"
            + "clusters[0].connections[0].maxSession: 3000 is not allowed here; allowed is a text",
        "clusters: [{id: c, connections: [{id: a, marker_id: 1}]}]|"
            + "clusters[0].connections[0].marker_id: unknown key",
        "tokens: emulator-token|tokens: \"emulator-token\" is not allowed here; allowed is a list",
        "accessKeys: [{accessKey: a}]|accessKeys[0].secretKey: missing",
        "accessKeys: [{secretKey: s}]|accessKeys[0].accessKey: missing",
        "accessKeys: [{accessKey: a, secretKey: s}, {accessKey: a, secretKey: t}]|"
            + "accessKeys[1].accessKey: \"a\" is not allowed here; the same access key stands",
        "dialect: aws|dialect: \"aws\" is not allowed here; allowed are huaweicloud and otc",
        "regions: []|regions: [] is not allowed here; at least one region is needed",
        "regions: eu-de|regions: \"eu-de\" is not allowed here; allowed is a list of texts",
        "anyProject: maybe|anyProject: \"maybe\" is not allowed here; allowed are true and false",
        "throttling: {period: 1s}|throttling.limit: missing",
        "throttling: {limit: 1, period: 50ms}|throttling.period: \"50ms\" is not allowed here;",
        "users: [{name: a}]|users[0].password: missing",
        "scenario: [{service: s, connection: a, remove: true}]|scenario[0].after: missing",
        "scenario: [{after: 1s, connection: a, remove: true}]|scenario[0].service: not one source",
        "scenario: [{after: 1s, service: s, connection: a}]|scenario[0].set: not one action",
        "scenario: [{after: 1s, service: s, connection: a, remove: true}]|"
            + "scenario[0].connection: \"a\" is not allowed here; service s has no such connection",
        "services: [|line 1: no valid YAML: ",
        "{tokens: [], tokens: []}|line 1: no valid YAML: Duplicate field 'tokens'",
      })
  void refusesWithOneLine(String yaml, String message) {
    assertThatThrownBy(() -> DataFile.parse(yaml))
        .isInstanceOf(BadDataException.class)
        .satisfies(e -> assertThat(e.getMessage()).startsWith(message).doesNotContain("\n"));
  }

  @ParameterizedTest
  @CsvSource({"50ms, 50", "5s, 5000", "1h30m, 5400000", "1m1ms, 60001", "0s, 0", "24h, 86400000"})
  void readsDurations(String text, long millis) {
    assertThat(DataFile.parse("responseDelay: " + text).responseDelay().toMillis())
        .isEqualTo(millis);
  }
}
