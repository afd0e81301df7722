package io.vpcep.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.CloudEndpoints;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudsTest {

  @ParameterizedTest
  @CsvSource({
    "huaweicloud,    cn-north-4, myhuaweicloud.com",
    "huaweicloud-eu, eu-west-101, myhuaweicloud.eu",
    "otc,            eu-de,      otc.t-systems.com",
  })
  void knowsTheCloudsThatAreBuiltIn(String cloud, String region, String domain) {
    assertThat(Settings.defaults().clouds().find(cloud, region))
        .contains(
            new CloudEndpoints(
                cloud,
                region,
                HttpUrl.get("https://iam." + region + "." + domain),
                HttpUrl.get("https://vpcep." + region + "." + domain),
                HttpUrl.get("https://css." + region + "." + domain)));
  }

  @Test
  void overridesOneUrlOfABuiltInCloud() throws Exception {
    var clouds =
        Settings.parse("clouds: {otc: {vpcep: \"https://gateway.example/{region}/vpcep\"}}")
            .clouds();

    assertThat(clouds.find("otc", "eu-nl"))
        .contains(
            new CloudEndpoints(
                "otc",
                "eu-nl",
                HttpUrl.get("https://iam.eu-nl.otc.t-systems.com"),
                HttpUrl.get("https://gateway.example/eu-nl/vpcep"),
                HttpUrl.get("https://css.eu-nl.otc.t-systems.com")));
    assertThat(clouds.names()).containsExactly("huaweicloud", "huaweicloud-eu", "otc");
  }

  @Test
  void sortsTheNames() throws Exception {
    var own = "{iam: 'https://a', vpcep: 'https://a', css: 'https://a'}";
    var clouds = Settings.parse("clouds: {zoo: %1$s, alpha: %1$s}".formatted(own)).clouds();

    assertThat(clouds.names())
        .containsExactly("alpha", "huaweicloud", "huaweicloud-eu", "otc", "zoo");
  }

  @Test
  void doesNotFindACloudThatNobodyConfigured() {
    assertThat(Settings.defaults().clouds().find("aws", "eu-de")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example/",
        "eu-de.evil.example",
        "eu_de",
        "EU-DE",
        "eu-de#",
        "eu-de?",
        "eu-de:1",
        "user@eu",
        "-eu",
        "eu-",
        "eu de",
        "eu\nde",
        "eu-de\n",
        "ëu"
      })
  void refusesARegionThatWouldBreakOutOfTheHostName(String region) {
    assertThat(Settings.defaults().clouds().find("otc", region)).isEmpty();
  }

  @Test
  void doesNotFindARegionThatIsTooLongForAHostName() throws Exception {
    var clouds = Settings.parse("clouds: {otc: {css: \"https://css-{region}.example\"}}").clouds();

    assertThat(clouds.find("otc", "r".repeat(60))).isEqualTo(Optional.empty());
    assertThat(clouds.find("otc", "r".repeat(59))).isPresent();
  }
}
