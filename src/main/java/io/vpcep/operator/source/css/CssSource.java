package io.vpcep.operator.source.css;

import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.source.SourceType;

/** A CSS cluster with its VPC endpoint service enabled, listed by the CSS API. */
public final class CssSource {

  /** What it is called. */
  public static final Source.Kind KIND = new Source.Kind("CssCluster", "CSS cluster");

  /** Cloud Search Service. */
  public static final Api API = new Api("css", "css:VPCEndpoint:listConnection", "");

  /** All that is known of it. */
  public static final SourceType TYPE =
      new SourceType(KIND, API, CssErrors.CODES, SourceSpec::cssCluster, CssClient::new);

  private CssSource() {}
}
