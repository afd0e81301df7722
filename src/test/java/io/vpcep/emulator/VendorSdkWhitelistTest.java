package io.vpcep.emulator;

import static io.vpcep.emulator.EmulatorClient.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.vpcep.v1.VpcepClient;
import com.huaweicloud.sdk.vpcep.v1.model.AddOrRemoveServicePermissionsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.AddOrRemoveServicePermissionsRequestBody;
import com.huaweicloud.sdk.vpcep.v1.model.AddOrRemoveServicePermissionsRequestBody.ActionEnum;
import com.huaweicloud.sdk.vpcep.v1.model.BatchAddEndpointServicePermissionsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.BatchAddEndpointServicePermissionsRequestBody;
import com.huaweicloud.sdk.vpcep.v1.model.BatchRemoveEndpointServicePermissionsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.BatchRemoveEndpointServicePermissionsRequestBody;
import com.huaweicloud.sdk.vpcep.v1.model.EpsAddPermissionRequest;
import com.huaweicloud.sdk.vpcep.v1.model.EpsPermission;
import com.huaweicloud.sdk.vpcep.v1.model.EpsRemovePermissionRequest;
import com.huaweicloud.sdk.vpcep.v1.model.EpsUpdatePermissionDesc;
import com.huaweicloud.sdk.vpcep.v1.model.ListServicePermissionsDetailsRequest;
import com.huaweicloud.sdk.vpcep.v1.model.PermissionObject;
import com.huaweicloud.sdk.vpcep.v1.model.UpdateEndpointServicePermissionDescRequest;
import com.huaweicloud.sdk.vpcep.v1.model.UpdateEndpointServicePermissionDescRequestBody;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vendor's Java SDK as the judge of whitelists. */
class VendorSdkWhitelistTest {

  private static final String ANN = "iam:domain::ann";

  private Emulator emulator;
  private VpcepClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start();
    client = VendorSdk.withPermanentKey(emulator).vpcep();
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private void act(ActionEnum action, String permission) {
    client.addOrRemoveServicePermissions(
        new AddOrRemoveServicePermissionsRequest()
            .withVpcEndpointServiceId(SERVICE)
            .withBody(
                new AddOrRemoveServicePermissionsRequestBody()
                    .withAction(action)
                    .withPermissions(List.of(permission))));
  }

  private EpsPermission add(String permission, String description) {
    return client
        .batchAddEndpointServicePermissions(
            new BatchAddEndpointServicePermissionsRequest()
                .withVpcEndpointServiceId(SERVICE)
                .withBody(
                    new BatchAddEndpointServicePermissionsRequestBody()
                        .withPermissions(
                            List.of(
                                new EpsAddPermissionRequest()
                                    .withPermission(permission)
                                    .withDescription(description)))))
        .getPermissions()
        .get(0);
  }

  private static ListServicePermissionsDetailsRequest list() {
    return new ListServicePermissionsDetailsRequest().withVpcEndpointServiceId(SERVICE);
  }

  private List<PermissionObject> listed() {
    return client.listServicePermissionsDetails(list()).getPermissions();
  }

  @Test
  void addsAndRemovesPermissions() {
    act(ActionEnum.ADD, ANN);
    assertThat(listed())
        .extracting(PermissionObject::getPermission)
        .containsExactlyInAnyOrder("*", ANN);

    act(ActionEnum.REMOVE, "*");
    assertThat(listed()).extracting(PermissionObject::getPermission).containsExactly(ANN);
  }

  @Test
  void addsDescribesAndRemovesRecords() {
    EpsPermission added = add(ANN, "a customer");
    assertThat(added.getDescription()).isEqualTo("a customer");

    List<EpsPermission> described =
        client
            .updateEndpointServicePermissionDesc(
                new UpdateEndpointServicePermissionDescRequest()
                    .withVpcEndpointServiceId(SERVICE)
                    .withPermissionId(added.getId())
                    .withBody(
                        new UpdateEndpointServicePermissionDescRequestBody()
                            .withPermission(
                                new EpsUpdatePermissionDesc().withDescription("a partner"))))
            .getPermissions();
    assertThat(described).extracting(EpsPermission::getDescription).containsExactly("a partner");

    client.batchRemoveEndpointServicePermissions(
        new BatchRemoveEndpointServicePermissionsRequest()
            .withVpcEndpointServiceId(SERVICE)
            .withBody(
                new BatchRemoveEndpointServicePermissionsRequestBody()
                    .withPermissions(
                        List.of(new EpsRemovePermissionRequest().withId(added.getId())))));
    assertThat(listed()).extracting(PermissionObject::getPermission).containsExactly("*");
  }

  @Test
  void findsARecordByItsPermissionAndReadsUntilAPageIsEmpty() {
    act(ActionEnum.ADD, ANN);

    assertThat(client.listServicePermissionsDetails(list().withPermission("ann")).getPermissions())
        .extracting(PermissionObject::getPermission)
        .containsExactly(ANN);
    assertThat(client.listServicePermissionsDetails(list().withOffset(2)).getPermissions())
        .isEmpty();
  }
}
