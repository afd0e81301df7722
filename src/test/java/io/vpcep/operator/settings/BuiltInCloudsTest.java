package io.vpcep.operator.settings;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.region.Region;
import com.huaweicloud.sdk.css.v1.region.CssRegion;
import com.huaweicloud.sdk.iam.v3.region.IamRegion;
import com.huaweicloud.sdk.vpcep.v1.region.VpcepRegion;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

/** The vendor's SDK is the judge of where Huawei's clouds are. */
class BuiltInCloudsTest {

  private static final String EUROPE = "eu-west-101";

  @Test
  void hasExactlyTheRegionsInWhichTheSdkKnowsVpcEndpoints() {
    var expected = regionsOf(VpcepRegion.class);

    assertThat(ours(endpoints -> host(endpoints.url(VpcepSource.API)))).isEqualTo(expected);
  }

  @Test
  void findsCssWhereTheSdkDoes() {
    var ours = ours(endpoints -> host(endpoints.url(CssSource.API)));
    var expected = regionsOf(CssRegion.class);

    // The SDK has the domain of the other cloud here, and for this service alone.
    assertThat(expected.remove(EUROPE)).isEqualTo("https://css.eu-west-101.myhuaweicloud.com");
    assertThat(ours.remove(EUROPE)).isEqualTo("https://css.eu-west-101.myhuaweicloud.eu");
    ours.keySet().retainAll(expected.keySet());
    assertThat(ours).isEqualTo(expected);
  }

  @Test
  void asksTheSameIdentityServiceAsTheSdk() {
    var expected = regionsOf(IamRegion.class);
    for (var region : regionsOf(VpcepRegion.class).keySet()) {
      expected.putIfAbsent(region, "https://iam.myhuaweicloud.com");
    }

    assertThat(ours(endpoints -> host(endpoints.iam()))).isEqualTo(expected);
  }

  /** A URL of each region of both clouds. */
  private static SortedMap<String, String> ours(Function<CloudEndpoints, String> url) {
    var found = new TreeMap<String, String>();
    for (var cloud : new String[] {"huaweicloud", "huaweicloud-eu"}) {
      var profile = requireNonNull(BuiltInClouds.byName().get(cloud));
      for (var region : profile.regions().keySet()) {
        found.put(region, url.apply(requireNonNull(profile.in(cloud, region))));
      }
    }
    return found;
  }

  private static String host(HttpUrl url) {
    return url.scheme() + "://" + url.host();
  }

  private static SortedMap<String, String> regionsOf(Class<?> constants) {
    var found = new TreeMap<String, String>();
    Arrays.stream(constants.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.getType() == Region.class)
        .map(BuiltInCloudsTest::value)
        .forEach(region -> found.put(region.getId(), region.getEndpoints().get(0)));
    return found;
  }

  private static Region value(Field constant) {
    try {
      return (Region) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
