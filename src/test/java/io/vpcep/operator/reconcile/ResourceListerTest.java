package io.vpcep.operator.reconcile;

import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.ResourceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceListerTest {

  private final FakeInformer<VpcEndpointConnection> informer = new FakeInformer<>();
  private final ResourceLister<VpcEndpointConnection> lister = new ResourceLister<>();

  @Test
  void findsWhatNamesASourceInANamespace() {
    shows("of-service", "shop", aResource().watchingService("id-1"));
    shows("of-another-service", "shop", aResource().watchingService("id-2"));
    shows("of-cluster", "shop", aResource().watchingCluster("id-1"));
    shows("elsewhere", "other", aResource().watchingService("id-1"));
    lister.follow(informer);

    assertThat(naming("shop", VpcepSource.KIND)).containsExactly("of-service");
    assertThat(naming("shop", CssSource.KIND)).containsExactly("of-cluster");
    assertThat(naming("other", VpcepSource.KIND)).containsExactly("elsewhere");
    assertThat(naming("another", VpcepSource.KIND)).isEmpty();
  }

  @Test
  void findsNothingBeforeTheInformersHaveStarted() {
    assertThat(naming("shop", VpcepSource.KIND)).isEmpty();
  }

  @Test
  void aResourceThatNamesNoSourceIsNoError() {
    assertThat(ResourceLister.indexKeys(aResource().watchingService(null).build())).isEmpty();
    assertThat(ResourceLister.indexKeys(new CloudAccount())).isEmpty();
  }

  private void shows(String name, String namespace, ResourceBuilder builder) {
    var resource = builder.build();
    resource.getMetadata().setName(name);
    resource.getMetadata().setNamespace(namespace);
    informer.shows(resource);
  }

  private List<String> naming(String namespace, Source.Kind kind) {
    return lister
        .naming(namespace, new Source(kind, "id-1"))
        .map(resource -> resource.getMetadata().getName())
        .toList();
  }
}
