package io.vpcep.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcep.operator.account.UnknownCloudException;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.Sessions;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudsTest {

  private static final String OWN = "{iam: 'https://a', vpcep: 'https://a', css: 'https://a'}";

  @ParameterizedTest
  @CsvSource({
    "huaweicloud,    cn-north-4,  iam.cn-north-4.myhuaweicloud.com",
    "huaweicloud-eu, eu-west-101, iam.eu-west-101.myhuaweicloud.eu",
    "otc,            eu-de,       iam.eu-de.otc.t-systems.com",
  })
  void knowsTheCloudsThatAreBuiltIn(String cloud, String region, String iam) throws Exception {
    assertThat(Settings.defaults().clouds().find(cloud, region))
        .isEqualTo(
            endpoints(
                cloud,
                region,
                "https://" + iam,
                "https://" + iam.replace("iam", "vpcep"),
                "https://" + iam.replace("iam", "css")));
  }

  @Test
  void knowsTheSwissRegionsOwnHosts() throws Exception {
    assertThat(Settings.defaults().clouds().find("otc", "eu-ch2"))
        .isEqualTo(
            endpoints(
                "otc",
                "eu-ch2",
                "https://iam-pub.eu-ch2.sc.otc.t-systems.com",
                "https://vpcep.eu-ch2.sc.otc.t-systems.com",
                "https://css.eu-ch2.sc.otc.t-systems.com"));
  }

  @Test
  void overridesOneUrlOfABuiltInCloud() throws Exception {
    var clouds =
        Settings.parse("clouds: {otc: {vpcep: \"https://gateway.example/{region}/vpcep\"}}")
            .clouds();

    assertThat(clouds.find("otc", "eu-nl"))
        .isEqualTo(
            endpoints(
                "otc",
                "eu-nl",
                "https://iam.eu-nl.otc.t-systems.com",
                "https://gateway.example/eu-nl/vpcep",
                "https://css.eu-nl.otc.t-systems.com"));
    assertThat(clouds.find("otc", "eu-ch2"))
        .isEqualTo(
            endpoints(
                "otc",
                "eu-ch2",
                "https://iam-pub.eu-ch2.sc.otc.t-systems.com",
                "https://gateway.example/eu-ch2/vpcep",
                "https://css.eu-ch2.sc.otc.t-systems.com"));
    assertThat(clouds.names()).containsExactly("huaweicloud", "huaweicloud-eu", "otc");
    assertSaid(
        clouds, "otc", "eu-dee", "Cloud otc has no region eu-dee (configured: eu-ch2, eu-de,");
  }

  @Test
  void addsRegionsToABuiltInCloudAndOverridesWhatItHas() throws Exception {
    var clouds =
        Settings.parse(
                """
                clouds:
                  otc:
                    regions:
                      eu-new:
                      eu-pl: {}
                      eu-ch2: {css: "https://css-pub.{region}.sc.otc.t-systems.com"}
                """)
            .clouds();

    assertThat(clouds.find("otc", "eu-new").url(VpcepSource.API))
        .isEqualTo(HttpUrl.get("https://vpcep.eu-new.otc.t-systems.com"));
    assertThat(clouds.find("otc", "eu-pl").url(CssSource.API))
        .isEqualTo(HttpUrl.get("https://css.eu-pl.otc.t-systems.com"));
    assertThat(clouds.find("otc", "eu-ch2"))
        .isEqualTo(
            endpoints(
                "otc",
                "eu-ch2",
                "https://iam-pub.eu-ch2.sc.otc.t-systems.com",
                "https://vpcep.eu-ch2.sc.otc.t-systems.com",
                "https://css-pub.eu-ch2.sc.otc.t-systems.com"));
    assertSaid(clouds, "otc", "eu", "(configured: eu-ch2, eu-de, eu-new, eu-nl, eu-pl). Correct");
  }

  @Test
  void anOwnCloudTakesAnyRegionUnlessItListsThem() throws Exception {
    var clouds =
        Settings.parse(
                """
                clouds:
                  open: {iam: "https://iam.{region}.a.example", vpcep: "https://a", css: "https://a"}
                  listed:
                    iam: "https://iam.{region}.a.example"
                    regions:
                      west: {vpcep: "https://vpcep.west.a", css: "https://css.west.a"}
                """)
            .clouds();

    assertThat(clouds.find("open", "anywhere-1").iam())
        .isEqualTo(HttpUrl.get("https://iam.anywhere-1.a.example"));
    assertThat(clouds.find("listed", "west"))
        .isEqualTo(
            endpoints(
                "listed",
                "west",
                "https://iam.west.a.example",
                "https://vpcep.west.a",
                "https://css.west.a"));
    assertSaid(
        clouds,
        "listed",
        "east",
        "Cloud listed has no region east (configured: west). Correct spec.region, or add the region"
            + " to clouds.listed.regions in the operator's configuration.");
  }

  @Test
  void sortsTheNames() throws Exception {
    var clouds = Settings.parse("clouds: {zoo: %1$s, alpha: %1$s}".formatted(OWN)).clouds();

    assertThat(clouds.names())
        .containsExactly("alpha", "huaweicloud", "huaweicloud-eu", "otc", "zoo");
  }

  @Test
  void namesTheCloudsThatThereAre() {
    assertSaid(
        Settings.defaults().clouds(),
        "aws",
        "eu-de",
        "Cloud aws is not configured (configured: huaweicloud, huaweicloud-eu, otc). Correct"
            + " spec.cloud, or add the cloud to clouds in the operator's configuration.");
  }

  @Test
  void namesTheRegionsThatThereAreInAStatusThatCanStillBeRead() {
    assertThatThrownBy(() -> Settings.defaults().clouds().find("huaweicloud", "cn-north-5"))
        .message()
        .startsWith("Cloud huaweicloud has no region cn-north-5 (configured: ae-ad-1, af-north-1, ")
        .endsWith(
            ", tr-west-1). Correct spec.region, or add the region to clouds.huaweicloud.regions in the"
                + " operator's configuration.")
        .hasSizeLessThan(700);
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
  void refusesARegionThatWouldBreakOutOfTheHostName(String region) throws Exception {
    var clouds = Settings.parse("clouds: {own: " + OWN + "}").clouds();

    assertSaid(
        clouds,
        "own",
        region,
        ("Region \"%s\" of cloud own does not form a valid host name: must be 1 to 63 lower-case"
                + " letters, digits and dashes.")
            .formatted(region));
  }

  @Test
  void doesNotFindARegionThatIsTooLongForAHostName() throws Exception {
    var own = "{iam: 'https://a', vpcep: 'https://a', css: 'https://css-{region}.cloud.example'}";
    var clouds = Settings.parse("clouds: {own: " + own + "}").clouds();

    assertSaid(clouds, "own", "r".repeat(60), "\" of cloud own does not form a valid host name:");
    assertThat(clouds.find("own", "r".repeat(59)).url(CssSource.API).host())
        .isEqualTo("css-" + "r".repeat(59) + ".cloud.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://vpcep.{region}.example.com",
        "https://{region}.example.com",
        "https://{region}.example.com.:8443/",
        "https://vpcep-{region}.example.co.uk",
        "https://{region}.{region}.example.com/{region}",
        "https://vpcep.{region}.myhuaweicloud.com",
        "https://vpcep.{region}.otc.t-systems.com",
        "https://vpcep.{region}.sc.otc.t-systems.com",
        "https://vpcep.{region}.prod-cloud-ocb.orange-business.com",
        "https://vpcep.{region}.svc.cluster.local",
        "https://gateway/{region}",
        "http://127.0.0.1:9080/{region}",
        "http://[::1]:9080/{region}",
        "http://localhost:9080",
        "http://vpcep.svc",
      })
  void takesAUrlWhoseOwnerDoesNotDependOnTheRegion(String url) throws Exception {
    assertThat(withUrl(url).clouds().names()).contains("own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://{region}",
        "https://{region}.",
        "https://{region}:443",
        "https://{region}/v1",
        "https://vpcep-{region}",
        "https://vpcep.{region}",
        "https://{region}.com",
        "https://{region}.com.",
        "https://vpcep-{region}.com",
        "https://vpcep.{region}.com",
        "https://{region}.co.uk",
        "https://{region}%2ecom",
        "https://example.com.{region}",
        "https://example.{region}.com",
        "https://vpcep.{region}.svc",
        "https://vpcep.{region}.internal",
        "https://{region}.local",
        "https://{region}.localhost",
        "http://127.0.0.{region}:9080",
        "http://{region}.0.0.1",
        "http://1{region}.0.0.1",
        "http://{region}.0x7f.0x1",
      })
  void refusesAUrlWithWhichATenantCouldChooseTheHost(String url) {
    assertThatThrownBy(() -> withUrl(url))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "clouds.own.vpcep: Invalid value: \"%s\": must be a URL whose host name ends in a"
                + " domain of the cloud's own after {region}, such as"
                + " https://vpcep.{region}.example.com, because tenants choose the region",
            url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://{region}@a.example.com", "http://user@{region}/"})
  void refusesARegionThatIsAUser(String url) {
    assertThatThrownBy(() -> withUrl(url))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("clouds.own.vpcep: ")
        .hasMessageContaining("without user");
  }

  @Test
  void refusesSuchAUrlOfASingleRegionToo() {
    assertThatThrownBy(
            () -> Settings.parse("clouds: {otc: {regions: {eu-de: {css: 'https://{region}'}}}}"))
        .hasMessageStartingWith(
            "clouds.otc.regions.eu-de.css: Invalid value: \"https://{region}\"");
  }

  private static Settings withUrl(String url) throws SettingsException {
    return Settings.parse(
        "clouds: {own: {iam: 'https://a', vpcep: '%s', css: 'https://a'}}".formatted(url));
  }

  private static CloudEndpoints endpoints(
      String cloud, String region, String iam, String vpcep, String css) {
    return new CloudEndpoints(
        cloud, region, Sessions.urls(HttpUrl.get(iam), HttpUrl.get(vpcep), HttpUrl.get(css)));
  }

  private static void assertSaid(Clouds clouds, String cloud, String region, String sentence) {
    assertThatThrownBy(() -> clouds.find(cloud, region))
        .isInstanceOf(UnknownCloudException.class)
        .hasMessageContaining(sentence);
  }
}
