package io.vpcep.emulator;

import static io.vpcep.emulator.EmulatorClient.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.vpcep.v1.VpcepClient;
import com.huaweicloud.sdk.vpcep.v1.model.BatchAddOrRemoveResourceInstanceRequest;
import com.huaweicloud.sdk.vpcep.v1.model.BatchAddOrRemoveResourceInstanceRequestBody;
import com.huaweicloud.sdk.vpcep.v1.model.CreateEndpointServiceRequest;
import com.huaweicloud.sdk.vpcep.v1.model.CreateEndpointServiceRequestBody;
import com.huaweicloud.sdk.vpcep.v1.model.CreateEndpointServiceRequestBody.ServerTypeEnum;
import com.huaweicloud.sdk.vpcep.v1.model.CreateEndpointServiceResponse;
import com.huaweicloud.sdk.vpcep.v1.model.DeleteEndpointServiceRequest;
import com.huaweicloud.sdk.vpcep.v1.model.ListEndpointServiceRequest;
import com.huaweicloud.sdk.vpcep.v1.model.ListEndpointServiceResponse;
import com.huaweicloud.sdk.vpcep.v1.model.ListQueryProjectResourceTagsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.ListQuotaDetailsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.ListServiceDescribeDetailsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.ListServiceDetailsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.ListServicePublicDetailsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.ListSpecifiedVersionDetailsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.PortList;
import com.huaweicloud.sdk.vpcep.v1.model.Quotas;
import com.huaweicloud.sdk.vpcep.v1.model.ResourceTag;
import com.huaweicloud.sdk.vpcep.v1.model.ServiceList;
import com.huaweicloud.sdk.vpcep.v1.model.TagValuesList;
import com.huaweicloud.sdk.vpcep.v1.model.UpdateEndpointServiceNameRequest;
import com.huaweicloud.sdk.vpcep.v1.model.UpdateEndpointServiceNameRequestBody;
import com.huaweicloud.sdk.vpcep.v1.model.UpdateEndpointServiceNameResponse;
import com.huaweicloud.sdk.vpcep.v1.model.UpdateEndpointServiceRequest;
import com.huaweicloud.sdk.vpcep.v1.model.UpdateEndpointServiceRequestBody;
import com.huaweicloud.sdk.vpcep.v1.model.UpdateEndpointServiceResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vendor's Java SDK as the judge of services, their tags, and quotas. */
class VendorSdkServicesTest {

  private final ManualClock timer = new ManualClock();
  private Emulator emulator;
  private VpcepClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withTimer(timer));
    client = VendorSdk.withPermanentKey(emulator).vpcep();
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private CreateEndpointServiceResponse create() {
    return client.createEndpointService(
        new CreateEndpointServiceRequest()
            .withBody(
                new CreateEndpointServiceRequestBody()
                    .withVpcId("vpc")
                    .withPortId("port")
                    .withServiceName("orders")
                    .withServerType(ServerTypeEnum.LB)
                    .withPorts(List.of(new PortList().withClientPort(80).withServerPort(8080)))));
  }

  private String status(String id) {
    return client
        .listServiceDetails(new ListServiceDetailsRequest().withVpcEndpointServiceId(id))
        .getStatus()
        .toString();
  }

  @Test
  void createsAndDeletesAService() {
    String id = create().getId();
    assertThat(status(id)).isEqualTo("creating");
    timer.pass(Duration.ofSeconds(1));
    assertThat(status(id)).isEqualTo("available");

    client.deleteEndpointService(new DeleteEndpointServiceRequest().withVpcEndpointServiceId(id));
    timer.pass(Duration.ofSeconds(1));

    ServiceResponseException gone =
        catchThrowableOfType(ServiceResponseException.class, () -> status(id));
    assertThat(gone.getHttpStatusCode()).isEqualTo(404);
    assertThat(gone.getErrorCode()).isEqualTo("EndPoint.0005");
  }

  @Test
  void listsServices() {
    String id = create().getId();

    ListEndpointServiceResponse all =
        client.listEndpointService(new ListEndpointServiceRequest().withLimit(1000));
    ListEndpointServiceResponse named =
        client.listEndpointService(
            new ListEndpointServiceRequest().withEndpointServiceName("orders"));

    assertThat(all.getTotalCount()).isEqualTo(2);
    assertThat(all.getEndpointServices())
        .extracting(ServiceList::getId)
        .containsExactlyInAnyOrder(id, SERVICE);
    assertThat(named.getEndpointServices().get(0).getConnectionCount()).isZero();
    assertThat(named.getEndpointServices().get(0).getCreatedAt()).isNotNull();
  }

  @Test
  void describesServices() {
    assertThat(
            client
                .listServiceDescribeDetails(new ListServiceDescribeDetailsRequest().withId(SERVICE))
                .getServiceName())
        .isEqualTo("eu-de." + SERVICE);
    assertThat(
            client.listServicePublicDetails(new ListServicePublicDetailsRequest()).getTotalCount())
        .isEqualTo(2);
    assertThat(
            client
                .listSpecifiedVersionDetails(
                    new ListSpecifiedVersionDetailsRequest().withVersion("v1"))
                .getVersion()
                .getId())
        .isEqualTo("v1");
  }

  @Test
  void readsUntilAPageOfServicesIsEmpty() {
    ListEndpointServiceRequest past = new ListEndpointServiceRequest().withLimit(1).withOffset(1);

    assertThat(client.listEndpointService(past).getEndpointServices()).isEmpty();
  }

  @Test
  void modifiesAService() {
    String id = create().getId();
    timer.pass(Duration.ofSeconds(1));

    UpdateEndpointServiceResponse changed =
        client.updateEndpointService(
            new UpdateEndpointServiceRequest()
                .withVpcEndpointServiceId(id)
                .withBody(
                    new UpdateEndpointServiceRequestBody()
                        .withApprovalEnabled(false)
                        .withDescription("of the shop")));

    assertThat(changed.getApprovalEnabled()).isFalse();
    assertThat(changed.getDescription()).isEqualTo("of the shop");
    assertThat(changed.getServiceName()).contains(".orders.");
  }

  @Test
  void renamesAService() {
    UpdateEndpointServiceNameResponse renamed =
        client.updateEndpointServiceName(
            new UpdateEndpointServiceNameRequest()
                .withVpcEndpointServiceId(SERVICE)
                .withBody(
                    new UpdateEndpointServiceNameRequestBody().withEndpointServiceName("sales")));

    assertThat(renamed.getEndpointServiceName()).isEqualTo("eu-de.sales." + SERVICE);
  }

  @Test
  void tagsAService() {
    client.batchAddOrRemoveResourceInstance(
        new BatchAddOrRemoveResourceInstanceRequest()
            .withResourceType(
                BatchAddOrRemoveResourceInstanceRequest.ResourceTypeEnum.ENDPOINT_SERVICE)
            .withResourceId(SERVICE)
            .withBody(
                new BatchAddOrRemoveResourceInstanceRequestBody()
                    .withAction(BatchAddOrRemoveResourceInstanceRequestBody.ActionEnum.CREATE)
                    .withTags(List.of(new ResourceTag().withKey("team").withValue("shop")))));

    assertThat(
            client
                .listQueryProjectResourceTags(
                    new ListQueryProjectResourceTagsRequest()
                        .withResourceType(
                            ListQueryProjectResourceTagsRequest.ResourceTypeEnum.ENDPOINT_SERVICE))
                .getTags())
        .containsExactly(new TagValuesList().withKey("team").withValues(List.of("shop")));
  }

  @Test
  void readsQuotas() {
    assertThat(client.listQuotaDetails(new ListQuotaDetailsRequest()).getQuotas().getResources())
        .extracting(Quotas::getType)
        .containsExactly("endpoint", "endpoint_service");
    assertThat(
            client
                .listQuotaDetails(
                    new ListQuotaDetailsRequest()
                        .withType(ListQuotaDetailsRequest.TypeEnum.ENDPOINT_SERVICE))
                .getQuotas()
                .getResources())
        .singleElement()
        .extracting(Quotas::getUsed)
        .isEqualTo(1);
  }
}
