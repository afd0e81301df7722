package io.vpcep.operator.source.css;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.operator.cloud.support.CloudCalls;
import okhttp3.HttpUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmulatedClusterTest {

  private static final String DATA =
      """
      tokens: [%s]
      clusters: [{id: %s, vpcepUpdateSwitch: %s, connections: [{id: a}]}]
      """;

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "'\"true\"', true", "'\"false\"', false"})
  void hasASwitchThatIsReadInBothForms(String sent, boolean read) throws Exception {
    String data = DATA.formatted(CloudCalls.TOKEN, CloudCalls.CLUSTER, sent);
    try (Emulator emulator = Emulator.start(EmulatorOptions.defaults().withData(data));
        CloudCalls calls = new CloudCalls()) {
      assertThat(calls.listCluster(HttpUrl.get(emulator.url())).connections())
          .extracting(connection -> requireNonNull(connection.css()).cluster().updateEnabled())
          .containsExactly(read);
    }
  }
}
