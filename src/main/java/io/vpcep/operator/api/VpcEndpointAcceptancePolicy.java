package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Which connections of an endpoint service are accepted or rejected automatically. */
@JsonClassDescription(
    "Rules by which the operator accepts or rejects pending connections of a VPC endpoint service. Nothing is done unless acceptance is enabled in the operator and spec.mode is Enforce. Deleting a policy changes nothing in the cloud.")
@Group(io.vpcep.operator.api.Group.NAME)
@Version(io.vpcep.operator.api.Group.VERSION)
@Plural("vpcendpointacceptancepolicies")
@Singular("vpcendpointacceptancepolicy")
@ShortNames("vpceap")
@Categories(io.vpcep.operator.api.Group.CATEGORY)
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".spec.mode")
@AdditionalPrinterColumn(
    name = "Acting",
    jsonPath = ".status.conditions[?(@.type==\"Acting\")].reason")
@AdditionalPrinterColumn(
    name = "Pending",
    jsonPath = ".status.pending",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Undecided",
    jsonPath = ".status.undecided",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Last",
    jsonPath = ".status.lastDecisionTime",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    priority = 1)
@AdditionalPrinterColumn(name = "Service", jsonPath = ".spec.vpcEndpointService.id", priority = 1)
@AdditionalPrinterColumn(name = "Account", jsonPath = ".spec.accountRef.name", priority = 1)
public class VpcEndpointAcceptancePolicy
    extends Resource<VpcEndpointAcceptancePolicySpec, VpcEndpointAcceptancePolicyStatus> {

  private static final long serialVersionUID = 1L;
}
