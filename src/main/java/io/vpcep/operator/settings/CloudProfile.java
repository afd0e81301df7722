package io.vpcep.operator.settings;

import io.vpcep.operator.cloud.CloudEndpoints;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * The URL templates of one cloud; {@code {region}} is replaced by the account's region.
 *
 * @param iam of the identity service
 * @param vpcep of the VPC endpoint service
 * @param css of the search service
 */
record CloudProfile(String iam, String vpcep, String css) {

  /** Source: the regions and endpoints pages of Huawei Cloud and of Open Telekom Cloud. */
  static final Map<String, CloudProfile> BUILT_IN =
      Map.of(
          "huaweicloud", ofDomain("myhuaweicloud.com"),
          "huaweicloud-eu", ofDomain("myhuaweicloud.eu"),
          "otc", ofDomain("otc.t-systems.com"));

  static final String REGION = "{region}";

  private static CloudProfile ofDomain(String domain) {
    var template = "https://%s." + REGION + "." + domain;
    return new CloudProfile(
        template.formatted("iam"), template.formatted("vpcep"), template.formatted("css"));
  }

  CloudEndpoints in(String cloud, String region) {
    return new CloudEndpoints(
        cloud, region, url(iam, region), url(vpcep, region), url(css, region));
  }

  static HttpUrl url(String template, String region) {
    return HttpUrl.get(template.replace(REGION, region));
  }
}
