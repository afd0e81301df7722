package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A cloud, a region, a project, and the Secret to authenticate with. */
@JsonClassDescription("A cloud, a region, a project, and the Secret to authenticate with.")
@Group(io.vpcep.operator.api.Group.NAME)
@Version(io.vpcep.operator.api.Group.VERSION)
@Plural("cloudaccounts")
@Singular("cloudaccount")
@ShortNames("vpcea")
@Categories(io.vpcep.operator.api.Group.CATEGORY)
@AdditionalPrinterColumn(name = "Cloud", jsonPath = ".spec.cloud")
@AdditionalPrinterColumn(name = "Region", jsonPath = ".spec.region")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class CloudAccount extends Resource<CloudAccountSpec, CloudAccountStatus> {

  private static final long serialVersionUID = 1L;
}
