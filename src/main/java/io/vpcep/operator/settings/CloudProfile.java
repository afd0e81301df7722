package io.vpcep.operator.settings;

import io.vpcep.operator.cloud.CloudEndpoints;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

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

  /** Empty where the region makes no URL: a part of a host name may be too long with it. */
  Optional<CloudEndpoints> in(String cloud, String region) {
    var iamUrl = url(iam, region);
    var vpcepUrl = url(vpcep, region);
    var cssUrl = url(css, region);
    return iamUrl == null || vpcepUrl == null || cssUrl == null
        ? Optional.empty()
        : Optional.of(new CloudEndpoints(cloud, region, iamUrl, vpcepUrl, cssUrl));
  }

  private static @Nullable HttpUrl url(String template, String region) {
    return HttpUrl.parse(template.replace(REGION, region));
  }
}
