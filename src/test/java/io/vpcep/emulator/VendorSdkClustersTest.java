package io.vpcep.emulator;

import static io.vpcep.emulator.EmulatorClient.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.css.v1.CssClient;
import com.huaweicloud.sdk.css.v1.model.ClusterList;
import com.huaweicloud.sdk.css.v1.model.ListClustersDetailsRequest;
import com.huaweicloud.sdk.css.v1.model.ShowClusterDetailRequest;
import com.huaweicloud.sdk.css.v1.model.ShowVpcepConnectionRequest;
import com.huaweicloud.sdk.css.v1.model.StartVpecpReq;
import com.huaweicloud.sdk.css.v1.model.StartVpecpRequest;
import com.huaweicloud.sdk.css.v1.model.StopVpecpRequest;
import com.huaweicloud.sdk.css.v1.model.UpdateVpcepWhitelistReq;
import com.huaweicloud.sdk.css.v1.model.UpdateVpcepWhitelistRequest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vendor's Java SDK as the judge of clusters and their endpoint services. */
class VendorSdkClustersTest {

  private Emulator emulator;
  private CssClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start();
    client = VendorSdk.withPermanentKey(emulator).css();
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void findsClusters() {
    assertThat(
            client
                .listClustersDetails(new ListClustersDetailsRequest().withStart(1).withLimit(10))
                .getClusters())
        .extracting(ClusterList::getId)
        .containsExactly(CLUSTER);
    assertThat(
            client
                .showClusterDetail(new ShowClusterDetailRequest().withClusterId(CLUSTER))
                .getStatus())
        .isEqualTo("200");
  }

  @Test
  void closesAndOpensAnEndpointService() {
    assertThat(client.stopVpecp(new StopVpecpRequest().withClusterId(CLUSTER)).getAction())
        .isEqualTo("deleteVpcepservice");

    ShowVpcepConnectionRequest list = new ShowVpcepConnectionRequest().withClusterId(CLUSTER);
    ServiceResponseException closed =
        catchThrowableOfType(
            ServiceResponseException.class, () -> client.showVpcepConnection(list));
    assertThat(closed.getHttpStatusCode()).isEqualTo(400);

    StartVpecpRequest open =
        new StartVpecpRequest()
            .withClusterId(CLUSTER)
            .withBody(new StartVpecpReq().withEndpointWithDnsName(true));
    assertThat(client.startVpecp(open).getAction()).isEqualTo("createVpcepservice");
    assertThat(client.showVpcepConnection(list).getConnections()).isEmpty();
  }

  @Test
  void replacesAWhitelist() {
    client.updateVpcepWhitelist(
        new UpdateVpcepWhitelistRequest()
            .withClusterId(CLUSTER)
            .withBody(new UpdateVpcepWhitelistReq().withVpcPermissions(List.of("ann"))));

    assertThat(emulator.world().cluster(CLUSTER).orElseThrow().settings().permissions())
        .singleElement()
        .extracting("permission")
        .isEqualTo("iam:domain::ann");
  }
}
