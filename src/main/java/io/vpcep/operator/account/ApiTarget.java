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
record ApiTarget(Api api, HttpUrl url, String projectId) {

  static ApiTarget of(Api api, Session session) {
    return new ApiTarget(api, session.endpoints().url(api), session.projectId());
  }
}
