package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One VPC endpoint connection to watch. */
@JsonClassDescription(
    "One VPC endpoint connection to watch: the operator polls its source, and shows the state of the connection in the status.")
@Group(io.vpcep.operator.api.Group.NAME)
@Version(io.vpcep.operator.api.Group.VERSION)
@Plural("vpcendpointconnections")
@Singular("vpcendpointconnection")
@ShortNames("vpcec")
@Categories(io.vpcep.operator.api.Group.CATEGORY)
@AdditionalSelectableField(jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.reason")
@AdditionalPrinterColumn(
    name = "Marker",
    jsonPath = ".status.markerID",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Pending",
    jsonPath = ".status.pendingSinceTime",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Source",
    jsonPath = ".spec['vpcEndpointService','cssCluster'].id",
    priority = 1)
@AdditionalPrinterColumn(name = "Endpoint", jsonPath = ".status.endpointID", priority = 1)
@AdditionalPrinterColumn(name = "Domain", jsonPath = ".status.domainID", priority = 1)
@AdditionalPrinterColumn(name = "Account", jsonPath = ".spec.accountRef.name", priority = 1)
public class VpcEndpointConnection
    extends Resource<VpcEndpointConnectionSpec, VpcEndpointConnectionStatus> {

  private static final long serialVersionUID = 1L;
}
