package io.vpcep.emulator;

import static io.vpcep.emulator.EmulatorClient.CLUSTER;
import static io.vpcep.emulator.EmulatorClient.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.css.v1.CssClient;
import com.huaweicloud.sdk.css.v1.model.Connections;
import com.huaweicloud.sdk.css.v1.model.ShowVpcepConnectionRequest;
import com.huaweicloud.sdk.css.v1.model.UpdateVpcepConnectionReq;
import com.huaweicloud.sdk.css.v1.model.UpdateVpcepConnectionRequest;
import com.huaweicloud.sdk.vpcep.v1.VpcepClient;
import com.huaweicloud.sdk.vpcep.v1.model.AcceptOrRejectEndpointRequest;
import com.huaweicloud.sdk.vpcep.v1.model.AcceptOrRejectEndpointRequestBody;
import com.huaweicloud.sdk.vpcep.v1.model.AcceptOrRejectEndpointRequestBody.ActionEnum;
import com.huaweicloud.sdk.vpcep.v1.model.ConnectionEndpoints;
import com.huaweicloud.sdk.vpcep.v1.model.ConnectionsDesc;
import com.huaweicloud.sdk.vpcep.v1.model.ListServiceConnectionsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.ListServiceDetailsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.ListServiceDetailsResponse;
import com.huaweicloud.sdk.vpcep.v1.model.UpdateEndpointConnectionsDescRequest;
import com.huaweicloud.sdk.vpcep.v1.model.UpdateEndpointConnectionsDescRequestBody;
import io.vpcep.emulator.world.ClusterSettings;
import io.vpcep.emulator.world.SourceRef;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendor's Java SDK as the judge of what the emulator does when it is written to. */
class VendorSdkWritesTest {

  private static final SourceRef SERVICE_REF = SourceRef.service(SERVICE);
  private static final String ENDPOINT = "adb7b229-bb11-4072-bcc0-3327cd784263";
  private static final String OTHER = "e7a5ee3c-2f4b-4d5e-9d3b-0d1c2f3a4b5c";

  /** Turns the life cycle alone: the SDK signs with the time of this machine. */
  private final ManualClock timer = new ManualClock();

  private Emulator emulator;

  enum Key {
    PERMANENT,
    TEMPORARY
  }

  @BeforeEach
  void start() throws IOException {
    start(InstantSource.system());
  }

  private void start(InstantSource clock) throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withClock(clock).withTimer(timer));
    put(ENDPOINT, "pendingAcceptance");
    emulator.world().putCluster(CLUSTER, ClusterSettings.DEFAULT);
    emulator.world().put(SourceRef.cluster(CLUSTER), OTHER, c -> c);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @ParameterizedTest
  @EnumSource(Key.class)
  void acceptsAConnectionAndFindsItAcceptedByItsId(Key key) {
    VpcepClient client = sdk(key).vpcep();

    List<ConnectionEndpoints> response = act(client, ActionEnum.RECEIVE, ENDPOINT);

    assertThat(response).extracting(ConnectionEndpoints::getId).containsExactly(ENDPOINT);
    assertThat(response).extracting(ConnectionEndpoints::getStatus).containsExactly("creating");
    assertThat(listed(client).getStatus()).isEqualTo("creating");
    timer.pass(Duration.ofSeconds(1));
    assertThat(listed(client).getStatus()).isEqualTo("accepted");
    assertThat(listed(client).getUpdatedAt()).isAfterOrEqualTo(response.get(0).getUpdatedAt());
  }

  @ParameterizedTest
  @EnumSource(Key.class)
  void rejectsAConnection(Key key) {
    VpcepClient client = sdk(key).vpcep();

    List<ConnectionEndpoints> response = act(client, ActionEnum.REJECT, ENDPOINT);

    assertThat(response).extracting(ConnectionEndpoints::getStatus).containsExactly("rejected");
    assertThat(listed(client).getStatus()).isEqualTo("rejected");
  }

  @ParameterizedTest
  @CsvSource({
    "creating, EndPoint.2019, The endpoint is being created.",
    "deleting, EndPoint.2018, The endpoint is being deleted.",
    "failed, EndPoint.2047, The VPC endpoint in the Failed status cannot be modified.",
  })
  void hearsWhichStatusForbidsAnAction(String status, String code, String message) {
    put(ENDPOINT, status);
    VpcepClient client = sdk(Key.PERMANENT).vpcep();

    ServiceResponseException refusal = refused(() -> act(client, ActionEnum.RECEIVE, ENDPOINT));

    assertRefused(refusal, 400, code);
    assertThat(refusal.getErrorMsg()).isEqualTo(message);
    assertThat(refusal.getRequestId()).matches("[0-9a-f]{32}");
  }

  @Test
  void mayAcceptOneEndpointAtATimeOnly() {
    put(OTHER, "pendingAcceptance");
    VpcepClient client = sdk(Key.PERMANENT).vpcep();

    assertRefused(
        refused(() -> act(client, ActionEnum.RECEIVE, ENDPOINT, OTHER)), 400, "EndPoint.2031");
    assertThat(listed(client).getStatus()).isEqualTo("pendingAcceptance");
  }

  @Test
  void mayNotAcceptAnEndpointOfAnotherService() {
    emulator.world().put(SourceRef.service("another-service"), OTHER, c -> c);
    VpcepClient client = sdk(Key.PERMANENT).vpcep();

    assertRefused(refused(() -> act(client, ActionEnum.RECEIVE, OTHER)), 400, "EndPoint.2013");
  }

  /** The SDK's marker has 32 bits, the one in the documents' example of this response has more. */
  @Test
  void cannotReadTheMarkerOfTheDocumentsExampleAlthoughTheConnectionIsAccepted() {
    emulator.world().change(SERVICE_REF, ENDPOINT, c -> c.withMarkerId(422321321312321321L));
    VpcepClient client = sdk(Key.PERMANENT).vpcep();

    ServiceResponseException failure = refused(() -> act(client, ActionEnum.RECEIVE, ENDPOINT));

    assertThat(failure.getErrorMsg()).contains("json parse error", "marker_id");
    assertThat(status()).isEqualTo("creating");
  }

  @ParameterizedTest
  @EnumSource(Key.class)
  void describesAConnection(Key key) {
    VpcepClient client = sdk(key).vpcep();

    List<ConnectionEndpoints> response = describe(client, "größte Datenbank");

    assertThat(response)
        .extracting(ConnectionEndpoints::getDescription)
        .containsExactly("größte Datenbank");
    assertThat(listed(client).getDescription()).isEqualTo("größte Datenbank");
  }

  @Test
  void mayNotUseAngleBracketsInADescription() {
    VpcepClient client = sdk(Key.PERMANENT).vpcep();
    describe(client, "before");

    assertRefused(refused(() -> describe(client, "a < b")), 400, "EndPoint.0002");
    assertThat(listed(client).getDescription()).isEqualTo("before");
  }

  @Test
  void findsTheServiceAvailable() {
    ListServiceDetailsResponse service =
        sdk(Key.PERMANENT)
            .vpcep()
            .listServiceDetails(new ListServiceDetailsRequest().withVpcEndpointServiceId(SERVICE));

    assertThat(service.getId()).isEqualTo(SERVICE);
    assertThat(service.getStatus()).isEqualTo("available");
    assertThat(service.getApprovalEnabled()).isTrue();
    assertThat(service.getProjectId()).isEqualTo("some-project");
    assertThat(service.getCreatedAt()).isNotNull();
  }

  /** The SDK sends {@code endpointIdList}, and gets a response without a body. */
  @ParameterizedTest
  @EnumSource(Key.class)
  void rejectsAndAcceptsConnectionsOfACluster(Key key) {
    CssClient client = sdk(key).css();
    List<String> all = ofCluster(client).stream().map(Connections::getId).toList();

    assertThat(update(client, "reject", all)).isEqualTo(200);
    assertThat(ofCluster(client))
        .hasSize(2)
        .extracting(Connections::getStatus)
        .containsOnly("rejected");

    update(client, "receive", all);
    timer.pass(Duration.ofSeconds(1));
    assertThat(ofCluster(client)).extracting(Connections::getStatus).containsOnly("accepted");
  }

  /** The SDK knows no error code in the body that CSS responds with, and passes it on as it is. */
  @Test
  void readsARefusalOfAClusterAsText() {
    CssClient client = sdk(Key.PERMANENT).css();

    ServiceResponseException refusal =
        refused(() -> update(client, "receive", List.of("elsewhere")));

    assertThat(refusal.getHttpStatusCode()).isEqualTo(400);
    assertThat(refusal.getErrorCode()).isNull();
    assertThat(refusal.getErrorMsg()).contains("CSS.0001");
  }

  @Test
  void changesNothingWithAWrongSecret() {
    VendorSdk sdk = sdk(Key.PERMANENT);
    VendorSdk wrong = sdk.withWrongSecretKey();
    List<Connections> before = ofCluster(sdk.css());

    assertRefused(
        refused(() -> act(wrong.vpcep(), ActionEnum.RECEIVE, ENDPOINT)), 401, "APIGW.0301");
    assertRefused(refused(() -> describe(wrong.vpcep(), "changed")), 401, "APIGW.0301");
    assertRefused(
        refused(() -> update(wrong.css(), "reject", List.of(before.get(0).getId()))),
        401,
        "APIGW.0301");

    assertThat(status()).isEqualTo("pendingAcceptance");
    assertThat(listed(sdk.vpcep()).getDescription()).isNull();
    assertThat(ofCluster(sdk.css())).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {-16, 16})
  void changesNothingWithAClockThatIsOff(int minutes) throws IOException {
    emulator.close();
    InstantSource off = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(minutes));
    start(off);
    VpcepClient client = sdk(Key.PERMANENT).vpcep();

    ServiceResponseException refusal = refused(() -> act(client, ActionEnum.RECEIVE, ENDPOINT));

    assertRefused(refusal, 401, "APIGW.0301");
    assertThat(refusal.getErrorMsg()).endsWith(": signature expired");
    assertThat(status()).isEqualTo("pendingAcceptance");
  }

  private VendorSdk sdk(Key key) {
    return key == Key.PERMANENT
        ? VendorSdk.withPermanentKey(emulator)
        : VendorSdk.withTemporaryKey(emulator);
  }

  private void put(String endpoint, String status) {
    emulator.world().put(SERVICE_REF, endpoint, c -> c.withStatus(status));
  }

  private String status() {
    return emulator
        .world()
        .connections(SERVICE_REF)
        .flatMap(list -> list.get(ENDPOINT))
        .orElseThrow()
        .status();
  }

  private static ConnectionEndpoints listed(VpcepClient client) {
    return client
        .listServiceConnections(
            new ListServiceConnectionsRequest().withVpcEndpointServiceId(SERVICE).withId(ENDPOINT))
        .getConnections()
        .get(0);
  }

  private static List<ConnectionEndpoints> act(
      VpcepClient client, ActionEnum action, String... endpoints) {
    return client
        .acceptOrRejectEndpoint(
            new AcceptOrRejectEndpointRequest()
                .withVpcEndpointServiceId(SERVICE)
                .withBody(
                    new AcceptOrRejectEndpointRequestBody()
                        .withAction(action)
                        .withEndpoints(List.of(endpoints))))
        .getConnections();
  }

  private static List<ConnectionEndpoints> describe(VpcepClient client, String description) {
    ConnectionsDesc connection =
        new ConnectionsDesc().withId(ENDPOINT).withDescription(description);
    return client
        .updateEndpointConnectionsDesc(
            new UpdateEndpointConnectionsDescRequest()
                .withVpcEndpointServiceId(SERVICE)
                .withBody(
                    new UpdateEndpointConnectionsDescRequestBody()
                        .withConnections(List.of(connection))))
        .getConnections();
  }

  private static List<Connections> ofCluster(CssClient client) {
    return client
        .showVpcepConnection(new ShowVpcepConnectionRequest().withClusterId(CLUSTER))
        .getConnections();
  }

  /** The HTTP status. */
  private static int update(CssClient client, String action, List<String> endpoints) {
    return client
        .updateVpcepConnection(
            new UpdateVpcepConnectionRequest()
                .withClusterId(CLUSTER)
                .withBody(
                    new UpdateVpcepConnectionReq()
                        .withAction(action)
                        .withEndpointIdList(endpoints)))
        .getHttpStatusCode();
  }

  private static ServiceResponseException refused(Runnable call) {
    return catchThrowableOfType(ServiceResponseException.class, call::run);
  }

  private static void assertRefused(ServiceResponseException refusal, int status, String code) {
    assertThat(refusal.getHttpStatusCode()).isEqualTo(status);
    assertThat(refusal.getErrorCode()).isEqualTo(code);
  }
}
