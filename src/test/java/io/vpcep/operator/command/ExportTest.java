package io.vpcep.operator.command;

import static io.vpcep.operator.command.ListFixture.CLUSTER;
import static io.vpcep.operator.command.ListFixture.SERVICE;
import static io.vpcep.operator.command.ListFixture.listed;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.connection.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code export} prints. */
class ExportTest {

  private static final String LISTS_TWO =
      "VPC endpoint service service-1 lists 2 connections; %d exported; nothing was changed";

  @Test
  void aManifestHasNothingThatIsADefault() {
    var printout = Export.print(listed(connections("A1b2", "c")), "shop-", false, List.of());

    assertThat(printout.text())
        .isEqualTo(
            """
            ---
            apiVersion: "vpcep.io/v1alpha1"
            kind: "VpcEndpointConnection"
            metadata:
              name: "shop-a1b2"
              namespace: "shop"
            spec:
              accountRef:
                name: "prod"
              vpcEndpointService:
                id: "service-1"
              endpointID: "A1b2"
            ---
            apiVersion: "vpcep.io/v1alpha1"
            kind: "VpcEndpointConnection"
            metadata:
              name: "shop-c"
              namespace: "shop"
            spec:
              accountRef:
                name: "prod"
              vpcEndpointService:
                id: "service-1"
              endpointID: "c"
            """);
    assertThat(printout.notes()).containsExactly(LISTS_TWO.formatted(2));
  }

  @Test
  void aConnectionOfAClusterNamesTheCluster() {
    var listed = listed(CLUSTER, ConnectionFilter.ALL, connections("a"));

    assertThat(Export.print(listed, "", false, List.of()).text())
        .contains("cssCluster:\n    id: \"cluster-1\"")
        .doesNotContain("vpcEndpointService");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "1_000", "0x1f", "1e5", "on", "0o14", "-", "2026-03-01"})
  void anIdThatLooksLikeAnotherTypeIsATextAllTheSame(String id) {
    assertThat(Export.print(listed(connections(id)), "", false, List.of()).text())
        .contains("endpointID: \"%s\"\n".formatted(id));
  }

  @Test
  void whatAResourceNamesAlreadyIsLeftOutWhetherItWasReadOrNot() {
    var existing =
        List.of(
            resource("orders", spec(SERVICE, "a", null)), resource("b", spec(SERVICE, null, 7L)));
    var listed =
        listed(aConnection().of("a").build(), aConnection().of("marked").marked(7L).build());

    var printout = Export.print(listed, "", false, existing);

    assertThat(printout.text()).isEmpty();
    assertThat(printout.notes())
        .containsExactly(
            LISTS_TWO.formatted(0),
            "2 connections left out that a VpcEndpointConnection of namespace shop names already"
                + " (use --all to export them too)");
  }

  @Test
  void allOfThemAreIncludedOnDemand() {
    var existing =
        List.of(
            resource("orders", spec(SERVICE, "a", null)), resource("b", spec(SERVICE, "b", null)));

    var printout = Export.print(listed(connections("a", "b")), "", true, existing);

    assertThat(printout.text()).contains("endpointID: \"a\"", "endpointID: \"b\"");
    assertThat(printout.notes()).containsExactly(LISTS_TWO.formatted(2));
  }

  @Test
  void aResourceOfAnotherSourceNamesNothingOfThisOne() {
    var existing = List.of(resource("orders", spec(CLUSTER, "a", null)));

    assertThat(Export.print(listed(connections("a")), "", false, existing).text())
        .contains("endpointID: \"a\"");
  }

  @Test
  void aNameThatAnotherResourceHasIsLeftOutEvenOnDemand() {
    var existing =
        List.of(
            resource("a", spec(SERVICE, "other", null)), resource("b", spec(CLUSTER, "b", null)));

    var printout = Export.print(listed(connections("a", "b")), "", true, existing);

    assertThat(printout.text()).isEmpty();
    assertThat(printout.notes())
        .containsExactly(
            LISTS_TWO.formatted(0),
            "2 connections left out that would get the name of another VpcEndpointConnection of"
                + " namespace shop (use another --name-prefix)");
  }

  @Test
  void ofIdsThatDifferInCaseAloneOneIsExported() {
    var printout = Export.print(listed(connections("AB", "ab")), "", false, List.of());

    assertThat(printout.text()).containsOnlyOnce("---").contains("endpointID: \"AB\"");
    assertThat(printout.notes())
        .containsExactly(
            LISTS_TWO.formatted(1),
            "1 connection left out that would get the name of an exported one whose ID differs only"
                + " in case (write a manifest with another name)");
  }

  @Test
  void anIdThatNoResourceCanNameIsLeftOut() {
    var printout = Export.print(listed(connections("a b", "c\"}")), "", true, List.of());

    assertThat(printout.text()).isEmpty();
    assertThat(printout.notes())
        .containsExactly(
            LISTS_TWO.formatted(0),
            "2 connections left out that have an ID that spec.endpointID does not accept");
  }

  private static Connection[] connections(String... ids) {
    return Stream.of(ids)
        .map(id -> aConnection().of(id).marked(null).build())
        .toArray(Connection[]::new);
  }

  private static VpcEndpointConnection resource(String name, VpcEndpointConnectionSpec spec) {
    var resource = new VpcEndpointConnection();
    resource.setMetadata(new ObjectMetaBuilder().withNamespace("shop").withName(name).build());
    resource.setSpec(spec);
    return resource;
  }

  private static VpcEndpointConnectionSpec spec(
      Target target, @Nullable String endpointId, @Nullable Long markerId) {
    var source = target.spec();
    return new VpcEndpointConnectionSpec(
        source.accountRef(),
        source.vpcEndpointService(),
        source.cssCluster(),
        endpointId,
        markerId,
        null,
        null,
        null);
  }
}
