package io.vpcep.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.data.DataFile;
import io.vpcep.emulator.iam.IdentityStore;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class KnownCredentialsTest {

  @Test
  void showsTheSecretsThatTheDocumentationHas() {
    assertThat(shown("{}"))
        .isEqualTo(
            "tokens emulator-token;"
                + " IAM users emulator of domain emulator with password emulator-password;"
                + " access keys emulator-access-key with secret key emulator-secret-key");
  }

  @Test
  void namesWhomADataFileLetsInWithoutTheirSecrets() {
    assertThat(
            shown(
                """
                tokens: [hush-token, hush-too]
                users: [{name: emulator, password: hush-password, domain: emulator}]
                accessKeys: [{accessKey: key, secretKey: hush-key, securityToken: hush-temporary}]
                """))
        .isEqualTo(
            "tokens of the data file;"
                + " IAM users emulator of domain emulator with password of the data file;"
                + " access keys key (temporary) with secret key of the data file")
        .doesNotContain("hush");
  }

  @Test
  void saysThatNobodyIsLetIn() {
    assertThat(shown("{tokens: [], users: [], accessKeys: []}"))
        .isEqualTo("tokens none; IAM users none; access keys none");
  }

  private static String shown(String yaml) {
    return KnownCredentials.of(
        new IdentityStore(DataFile.parse(yaml).iam(), InstantSource.system()));
  }
}
