package io.vpcep.emulator;

import static io.vpcep.emulator.EmulatorClient.CLUSTER;
import static io.vpcep.emulator.EmulatorClient.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.TextNode;
import com.huaweicloud.sdk.core.exception.SdkException;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.css.v1.CssClient;
import com.huaweicloud.sdk.css.v1.model.Connections;
import com.huaweicloud.sdk.css.v1.model.ShowVpcepConnectionRequest;
import com.huaweicloud.sdk.css.v1.model.ShowVpcepConnectionResponse;
import com.huaweicloud.sdk.vpcep.v1.VpcepClient;
import com.huaweicloud.sdk.vpcep.v1.model.ConnectionEndpoints;
import com.huaweicloud.sdk.vpcep.v1.model.ListServiceConnectionsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.ListServiceConnectionsResponse;
import io.vpcep.emulator.http.LoggedRequest;
import io.vpcep.emulator.world.ClusterSettings;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendor's Java SDK as the judge of the emulator. */
class VendorSdkTest {

  private static final int PAGE = 1000;

  private Emulator emulator;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start();
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private VendorSdk sdk(boolean temporary) {
    return temporary ? VendorSdk.withTemporaryKey(emulator) : VendorSdk.withPermanentKey(emulator);
  }

  private List<String> fill(SourceRef source) {
    emulator.world().remove(source);
    return emulator.world().putMany(source, 2500, c -> c).stream()
        .map(EndpointConnection::id)
        .toList();
  }

  private static ListServiceConnectionsResponse list(VpcepClient client, int offset) {
    return client.listServiceConnections(
        new ListServiceConnectionsRequest()
            .withVpcEndpointServiceId(SERVICE)
            .withLimit(PAGE)
            .withOffset(offset));
  }

  /** As Huawei Cloud's Terraform provider does. */
  @Test
  void readsUntilAPageIsEmpty() {
    VpcepClient client = sdk(false).vpcep();
    List<String> read = new ArrayList<>();

    List<ConnectionEndpoints> page = list(client, 0).getConnections();
    while (!page.isEmpty()) {
      page.forEach(connection -> read.add(connection.getId()));
      page = list(client, read.size()).getConnections();
    }

    assertThat(read).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void filtersConnectionsByStatusAndMarker() {
    emulator
        .world()
        .put(SourceRef.service(SERVICE), "waits", c -> c.withStatus("pendingAcceptance"));
    VpcepClient client = sdk(false).vpcep();
    ListServiceConnectionsRequest all =
        new ListServiceConnectionsRequest().withVpcEndpointServiceId(SERVICE);

    assertThat(client.listServiceConnections(all).getConnections()).hasSize(3);
    all.setStatus(ListServiceConnectionsRequest.StatusEnum.PENDINGACCEPTANCE);
    assertThat(client.listServiceConnections(all).getConnections())
        .extracting(ConnectionEndpoints::getId)
        .containsExactly("waits");
    all.withMarkerId("16777510").setStatus(null);
    assertThat(client.listServiceConnections(all).getConnections())
        .extracting(ConnectionEndpoints::getMarkerId)
        .containsExactly(16777510);
  }

  private static ServiceResponseException refused(VpcepClient client) {
    return catchThrowableOfType(ServiceResponseException.class, () -> list(client, 0));
  }

  @ParameterizedTest(name = "temporary: {0}")
  @ValueSource(booleans = {false, true})
  void listsAllConnectionsOfAnEndpointService(boolean temporary) {
    List<String> all = fill(SourceRef.service(SERVICE));
    VpcepClient client = sdk(temporary).vpcep();

    List<String> read = new ArrayList<>();
    for (int offset = 0; offset < 2500; offset += PAGE) {
      ListServiceConnectionsResponse page = list(client, offset);
      assertThat(page.getTotalCount()).isEqualTo(2500);
      page.getConnections().stream().map(ConnectionEndpoints::getId).forEach(read::add);
    }

    assertThat(read).containsExactlyInAnyOrderElementsOf(all);
  }

  @ParameterizedTest(name = "temporary: {0}")
  @ValueSource(booleans = {false, true})
  void listsAllConnectionsOfACluster(boolean temporary) {
    List<String> all = fill(SourceRef.cluster(CLUSTER));
    CssClient client = sdk(temporary).css();

    List<String> read = new ArrayList<>();
    for (int start = 1; start <= 2500; start += PAGE) {
      client
          .showVpcepConnection(
              new ShowVpcepConnectionRequest()
                  .withClusterId(CLUSTER)
                  .withLimit(PAGE)
                  .withStart(start))
          .getConnections()
          .stream()
          .map(Connections::getId)
          .forEach(read::add);
    }

    assertThat(read).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void readsEveryFieldOfAConnection() {
    ConnectionEndpoints newest =
        list(VendorSdk.withPermanentKey(emulator).vpcep(), 0).getConnections().get(0);

    assertThat(newest.getId()).isEqualTo("adb7b229-bb11-4072-bcc0-3327cd784263");
    assertThat(newest.getMarkerId()).isEqualTo(16777510);
    assertThat(newest.getStatus()).isEqualTo("accepted");
    assertThat(newest.getCreatedAt()).isEqualTo("2018-09-17T11:10:11Z");
  }

  @Test
  void readsTheConnectionsOfTheBuiltInCluster() {
    CssClient client = VendorSdk.withPermanentKey(emulator).css();

    ShowVpcepConnectionResponse response =
        client.showVpcepConnection(new ShowVpcepConnectionRequest().withClusterId(CLUSTER));

    assertThat(response.getVpcepUpdateSwitch()).isFalse();
    assertThat(response.getConnections()).extracting(Connections::getId).contains("connectionsID");
  }

  /** Open Telekom Cloud's old example has the switch as a text, the SDK as a boolean. */
  @Test
  void cannotReadTheSwitchOfTheOldExample() {
    emulator
        .world()
        .putCluster(CLUSTER, new ClusterSettings(true, TextNode.valueOf("false"), null, null));
    CssClient client = VendorSdk.withPermanentKey(emulator).css();

    assertThatThrownBy(
            () ->
                client.showVpcepConnection(new ShowVpcepConnectionRequest().withClusterId(CLUSTER)))
        .isInstanceOf(SdkException.class)
        .hasMessageContaining("vpcepUpdateSwitch");
  }

  @ParameterizedTest(name = "temporary: {0}")
  @ValueSource(booleans = {false, true})
  void looksUpTheProjectOfARegion(boolean temporary) {
    VendorSdk sdk = sdk(temporary);

    assertThat(list(sdk.vpcep("eu-de"), 0).getTotalCount()).isEqualTo(2);

    assertThat(emulator.requests().all())
        .extracting(LoggedRequest::who, LoggedRequest::status)
        .containsOnly(tuple(sdk.accessKey(), 200));
    assertThat(emulator.requests().all().get(0).path()).isEqualTo("/v3/projects?name=eu-de");
    assertThat(emulator.requests().all().get(1).path()).matches("/v1/[0-9a-f]{32}/vpc-.*");
  }

  @Test
  void worksWithATemporaryKeyThatIamGaveOut() {
    assertThat(list(VendorSdk.withIssuedKey(emulator).vpcep("eu-de"), 0).getTotalCount())
        .isEqualTo(2);
  }

  @Test
  void refusesAWrongSecretAndNamesTheKeyInItsLog() {
    VendorSdk sdk = VendorSdk.withPermanentKey(emulator).withWrongSecretKey();

    ServiceResponseException refusal = refused(sdk.vpcep());

    assertThat(refusal.getHttpStatusCode()).isEqualTo(401);
    assertThat(refusal.getErrorCode()).isEqualTo("APIGW.0301");
    assertThat(refusal.getErrorMsg())
        .isEqualTo("Incorrect IAM authentication information: verify aksk signature fail");
    assertThat(emulator.requests().all())
        .singleElement()
        .extracting(LoggedRequest::who, LoggedRequest::status)
        .containsExactly(sdk.accessKey(), 401);
  }

  @Test
  void locksAKeyAfterFiveWrongSecrets() {
    VendorSdk sdk = VendorSdk.withPermanentKey(emulator);
    for (int i = 0; i < 5; i++) {
      refused(sdk.withWrongSecretKey().vpcep());
    }

    assertThat(refused(sdk.vpcep()).getErrorMsg())
        .contains("AK access failed to reach the limit,forbidden");
  }

  @Test
  void refusesAnotherSecurityToken() {
    VendorSdk sdk = VendorSdk.withTemporaryKey(emulator).withSecurityToken("another-token");

    assertThat(refused(sdk.vpcep()).getErrorMsg()).endsWith(": security token is invalid");
  }

  @Test
  void refusesAKeyThatWasRevoked() {
    VendorSdk sdk = VendorSdk.withPermanentKey(emulator);
    emulator.identity().accessKeys().remove(sdk.accessKey());

    assertThat(refused(sdk.vpcep()).getErrorMsg()).endsWith("err:ak not exist");
  }

  @ParameterizedTest
  @ValueSource(ints = {-16, 16})
  void refusesAClockThatIsOff(int minutes) throws IOException {
    InstantSource off = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(minutes));
    try (Emulator elsewhere = Emulator.start(EmulatorOptions.defaults().withClock(off))) {
      assertThat(refused(VendorSdk.withPermanentKey(elsewhere).vpcep()).getErrorMsg())
          .endsWith(": signature expired");
    }
  }

  @Test
  void findsNoProjectForARegionThatHasNone() throws IOException {
    try (Emulator strict =
        Emulator.start(EmulatorOptions.defaults().withData("anyProject: false"))) {
      VendorSdk sdk = VendorSdk.withPermanentKey(strict);

      assertThatThrownBy(() -> list(sdk.vpcep("eu-de"), 0)).isInstanceOf(SdkException.class);
      assertThat(strict.requests().all().get(0).path()).isEqualTo("/v3/projects?name=eu-de");
      assertThat(strict.requests().all().get(0).status()).isEqualTo(200);
    }
  }
}
