package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A whole source to watch, without knowing any endpoint ID. */
@JsonClassDescription(
    "A VPC endpoint service or CSS cluster to watch as a whole: the operator lists its connections, and shows in the status how many are in which state and which need attention.")
@Group(io.vpcep.operator.api.Group.NAME)
@Version(io.vpcep.operator.api.Group.VERSION)
@Plural("vpcendpointservices")
@Singular("vpcendpointservice")
@ShortNames("vpces")
@Categories(io.vpcep.operator.api.Group.CATEGORY)
@AdditionalPrinterColumn(
    name = "Total",
    jsonPath = ".status.total",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Accepted",
    jsonPath = ".status.states[?(@.state==\"accepted\")].count",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Pending",
    jsonPath = ".status.states[?(@.state==\"pendingAcceptance\")].count",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Failed",
    jsonPath = ".status.states[?(@.state==\"failed\")].count",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Oldest",
    jsonPath = ".status.oldestPendingTime",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Source", jsonPath = ".spec['vpcEndpointService','cssCluster'].id")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Attention",
    jsonPath = ".status.conditions[?(@.type==\"AttentionRequired\")].reason",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Synced",
    jsonPath = ".status.conditions[?(@.type==\"Synced\")].reason",
    priority = 1)
@AdditionalPrinterColumn(name = "Account", jsonPath = ".spec.accountRef.name", priority = 1)
public class VpcEndpointService extends Resource<VpcEndpointServiceSpec, VpcEndpointServiceStatus> {

  private static final long serialVersionUID = 1L;
}
