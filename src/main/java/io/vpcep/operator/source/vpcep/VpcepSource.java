package io.vpcep.operator.source.vpcep;

import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.source.SourceType;

/** A VPC endpoint service, listed by the VPCEP API. */
public final class VpcepSource {

  /** What it is called. */
  public static final Source.Kind KIND =
      new Source.Kind("VpcEndpointService", "VPC endpoint service");

  /** VPC endpoints. */
  public static final Api API =
      new Api("vpcep", "vpcep:connections:list", "vpcep:connections:update");

  /** All that is known of it. */
  public static final SourceType TYPE =
      new SourceType(
          KIND, API, VpcepErrors.CODES, SourceSpec::vpcEndpointService, VpcepClient::new);

  private VpcepSource() {}
}
