package io.vpcep.operator.account;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.Session;
import okhttp3.HttpUrl;

/**
 * An API of a cloud as a session reaches it.
 *
 * @param api which
 * @param url where it is
 * @param projectId whose sources are listed
 */
record ApiKey(Api api, HttpUrl url, String projectId) {

  static ApiKey of(Api api, Session session) {
    return new ApiKey(api, session.endpoints().url(api), session.projectId());
  }
}
