package io.vpcep.operator.support;

import io.vpcep.operator.account.RateLimiter;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.time.MonotonicClock;
import okhttp3.HttpUrl;

/** What it takes to call a cloud that does not exist. */
public final class Sessions {

  public static final CloudEndpoints NOWHERE =
      new CloudEndpoints(
          "otc",
          "eu-de",
          HttpUrl.get("https://iam.example.org"),
          HttpUrl.get("https://vpcep.example.org"),
          HttpUrl.get("https://css.example.org"));

  private Sessions() {}

  public static RateLimiter generousBudget() {
    return new RateLimiter(1000, 1000, MonotonicClock.system());
  }

  public static Session aSession() {
    return new Session(NOWHERE, "project-1", Authenticator.NONE);
  }
}
