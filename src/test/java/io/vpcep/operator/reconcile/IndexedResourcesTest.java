package io.vpcep.operator.reconcile;

import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.ResourceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexedResourcesTest {

  private final FakeInformer<VpcEndpointConnection> informer = new FakeInformer<>();
  private final IndexedResources<VpcEndpointConnection> resources = informer.indexed();

  @Test
  void findsWhatNamesASourceInANamespace() {
    added("shop", "of-service", aResource().watchingService("id-1"));
    added("shop", "of-another-service", aResource().watchingService("id-2"));
    added("shop", "of-cluster", aResource().watchingCluster("id-1"));
    added("other", "elsewhere", aResource().watchingService("id-1"));

    assertThat(naming("shop", VpcepSource.KIND)).containsExactly("of-service");
    assertThat(naming("shop", CssSource.KIND)).containsExactly("of-cluster");
    assertThat(naming("other", VpcepSource.KIND)).containsExactly("elsewhere");
    assertThat(naming("another", VpcepSource.KIND)).isEmpty();
  }

  @Test
  void aResourceOfWhichTheInformerHasNotToldIsFoundOnceAllAreAdded() {
    cache("shop", "early", aResource().watchingService("id-1"));
    assertThat(naming("shop", VpcepSource.KIND)).isEmpty();

    resources.addAll();

    assertThat(naming("shop", VpcepSource.KIND)).containsExactly("early");
  }

  @Test
  void aResourceThatChangesStaysWhereItIs() {
    var before = added("shop", "a", aResource().watchingService("id-1"));

    resources.replace(before, cache("shop", "a", aResource().watchingService("id-1")));

    assertThat(naming("shop", VpcepSource.KIND)).containsExactly("a");
  }

  @Test
  void aResourceThatNamesAnotherSourceMovesThere() {
    var before = added("shop", "a", aResource().watchingService("id-1"));
    var now = cache("shop", "a", aResource().watchingCluster("id-1"));
    assertThat(naming("shop", VpcepSource.KIND)).isEmpty();

    resources.replace(before, now);

    assertThat(naming("shop", CssSource.KIND)).containsExactly("a");
    // Nothing is left of it at the source before, even if the cache were to show it again.
    informer.caches(before);
    assertThat(naming("shop", VpcepSource.KIND)).isEmpty();
  }

  @Test
  void aResourceThatIsGoneIsNotFound() {
    added("shop", "a", aResource().watchingService("id-1"));
    var gone = added("shop", "b", aResource().watchingService("id-1"));
    informer.lacks(gone);
    assertThat(naming("shop", VpcepSource.KIND)).containsExactly("a");

    resources.remove(gone);

    informer.caches(gone);
    assertThat(naming("shop", VpcepSource.KIND)).containsExactly("a");
  }

  @Test
  void aResourceThatNamesNoSourceIsNoError() {
    var none = added("shop", "a", aResource().watchingService(null));

    resources.replace(none, added("shop", "a", aResource().watchingService("id-1")));

    assertThat(naming("shop", VpcepSource.KIND)).containsExactly("a");
  }

  private VpcEndpointConnection added(String namespace, String name, ResourceBuilder builder) {
    var resource = cache(namespace, name, builder);
    resources.add(resource);
    return resource;
  }

  private VpcEndpointConnection cache(String namespace, String name, ResourceBuilder builder) {
    var resource = builder.build();
    resource.getMetadata().setName(name);
    resource.getMetadata().setNamespace(namespace);
    informer.caches(resource);
    return resource;
  }

  private List<String> naming(String namespace, Source.Kind kind) {
    return resources
        .naming(namespace, new Source(kind, "id-1"))
        .map(resource -> resource.getMetadata().getName())
        .toList();
  }
}
