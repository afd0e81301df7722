package io.vpcep.operator.settings;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.source.css.CssSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The clouds that are known without a configuration, with the regions that have VPC endpoints.
 *
 * <p>Source of the Huawei clouds: VpcepRegion, CssRegion and IamRegion of Huawei Cloud's Java SDK
 * 3.1.143. Source of Open Telekom Cloud: its "Regions and Endpoints" page; what is known of its
 * Swiss region stands in public Terraform configurations.
 */
final class BuiltInClouds {

  private static final String OTC = "otc.t-systems.com";

  private BuiltInClouds() {}

  static Map<String, CloudProfile> byName() {
    return Map.of(
        "huaweicloud", huaweiCloud(),
        "huaweicloud-eu", huaweiCloudEurope(),
        "otc", openTelekomCloud());
  }

  /**
   * The SDK knows no CSS in cn-east-4, cn-north-11, eu-west-0 and ru-northwest-2; that it would be
   * found there as elsewhere is unconfirmed.
   */
  private static CloudProfile huaweiCloud() {
    var regions =
        regions(
            ("ae-ad-1 af-north-1 af-south-1 ap-southeast-1 ap-southeast-2 ap-southeast-3"
                    + " ap-southeast-4 ap-southeast-5 cn-east-2 cn-east-3 cn-east-4 cn-east-5"
                    + " cn-north-1 cn-north-11 cn-north-2 cn-north-4 cn-north-9 cn-south-1"
                    + " cn-south-2 cn-south-4 cn-southwest-2 eu-west-0 la-north-2 la-south-2"
                    + " me-east-1 my-kualalumpur-1 na-mexico-1 ru-moscow-1 ru-northwest-2"
                    + " sa-brazil-1 tr-west-1")
                .split(" "));
    var formerName = Map.of(CssSource.API, "https://es.{region}.myhuaweicloud.com");
    regions.put("cn-east-2", formerName);
    regions.put("cn-north-1", formerName);
    // Where IamRegion has no host for a region, the SDK asks the one that serves all.
    var sharedHost = Map.of(Api.IAM, "https://iam.myhuaweicloud.com");
    regions.put("af-north-1", sharedHost);
    regions.put("ap-southeast-5", sharedHost);
    regions.put("cn-north-11", sharedHost);
    regions.put("cn-south-4", sharedHost);
    regions.put("ru-northwest-2", sharedHost);
    regions.put("tr-west-1", sharedHost);
    return new CloudProfile(urls("myhuaweicloud.com"), regions);
  }

  /**
   * CSS is unconfirmed: the SDK has {@code css.eu-west-101.myhuaweicloud.com}, in the domain of the
   * other cloud and unlike IAM and VPCEP of this region.
   */
  private static CloudProfile huaweiCloudEurope() {
    return new CloudProfile(urls("myhuaweicloud.eu"), regions("eu-west-101"));
  }

  /** Of the Swiss region, IAM is known; VPCEP and CSS are unconfirmed. */
  private static CloudProfile openTelekomCloud() {
    var regions = regions("eu-de", "eu-nl");
    var swiss = urls("sc." + OTC);
    swiss.put(Api.IAM, "https://iam-pub.{region}.sc." + OTC);
    regions.put("eu-ch2", swiss);
    return new CloudProfile(urls(OTC), regions);
  }

  private static Map<Api, String> urls(String domain) {
    var urls = new HashMap<Api, String>();
    for (var api : Clouds.APIS) {
      urls.put(api, "https://" + api.label() + ".{region}." + domain);
    }
    return urls;
  }

  /** Regions without URLs of their own. */
  private static SortedMap<String, Map<Api, String>> regions(String... names) {
    var regions = new TreeMap<String, Map<Api, String>>();
    for (var name : names) {
      regions.put(name, Map.of());
    }
    return regions;
  }
}
