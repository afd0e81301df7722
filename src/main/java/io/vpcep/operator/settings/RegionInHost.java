package io.vpcep.operator.settings;

import java.util.Objects;
import okhttp3.HttpUrl;

/**
 * Whether a URL with {@code {region}} stays with one owner whatever the region is. The region is a
 * tenant's choice, and what is sent to the host are the tenant's credentials and what comes back is
 * shown: were the placeholder the host, or the part of it that names the owner, a tenant could have
 * the operator call any host that it can reach.
 */
final class RegionInHost {

  static final String RULE =
      "a URL whose host name ends in a domain of the cloud's own after {region}, such as"
          + " https://vpcep.{region}.example.com, because tenants choose the region";

  /** Two regions that are no numbers, neither in decimal nor in hexadecimal. */
  private static final String ONE = "region";

  private static final String OTHER = "nation";

  private RegionInHost() {}

  /**
   * Whether the host does not depend on the region, or does so only below a domain that somebody
   * registered: {@code vpcep.{region}.example.com}, but not {@code {region}.com}, {@code
   * {region}.co.uk} or {@code {region}.svc}.
   *
   * @param template a URL with or without placeholders
   */
  static boolean isSafe(String template) {
    HttpUrl one = HttpUrl.parse(template.replace(CloudProfile.REGION, ONE));
    HttpUrl other = HttpUrl.parse(template.replace(CloudProfile.REGION, OTHER));
    return one != null
        && other != null
        && (one.host().equals(other.host()) || (isName(one) && haveOneOwner(one, other)));
  }

  private static boolean haveOneOwner(HttpUrl one, HttpUrl other) {
    String owner = one.topPrivateDomain();
    return owner != null && Objects.equals(owner, other.topPrivateDomain());
  }

  /** With a region that is a number, {@code {region}.0.0.1} would be an address. */
  private static boolean isName(HttpUrl url) {
    String host = url.host().replaceFirst("\\.$", "");
    return Character.isLetter(host.charAt(host.lastIndexOf('.') + 1));
  }
}
