package io.vpcep.operator.support;

import io.vpcep.operator.account.RateLimiter;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.time.MonotonicClock;
import java.util.Map;
import okhttp3.HttpUrl;

/** What it takes to call a cloud that does not exist. */
public final class Sessions {

  public static final CloudEndpoints NOWHERE =
      new CloudEndpoints(
          "otc",
          "eu-de",
          urls(
              HttpUrl.get("https://iam.example.org"),
              HttpUrl.get("https://vpcep.example.org"),
              HttpUrl.get("https://css.example.org")));

  private Sessions() {}

  /** The URLs of every service. */
  public static Map<Api, HttpUrl> urls(HttpUrl iam, HttpUrl vpcep, HttpUrl css) {
    return Map.of(Api.IAM, iam, VpcepSource.API, vpcep, CssSource.API, css);
  }

  public static RateLimiter generousBudget() {
    return new RateLimiter(1000, 1000, MonotonicClock.system());
  }

  public static Session aSession() {
    return new Session(NOWHERE, "project-1", Authenticator.NONE);
  }
}
