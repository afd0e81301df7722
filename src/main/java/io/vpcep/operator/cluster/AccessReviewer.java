package io.vpcep.operator.cluster;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * Asks the API server whether one thing is allowed.
 *
 * @param client as whom
 */
record AccessReviewer(KubernetesClient client) {

  /** What is allowed in all namespaces is allowed in this one. */
  private static final String ANY_NAMESPACE = "default";

  /**
   * Whether it is allowed: one request, or two for Secrets.
   *
   * @throws KubernetesClientException if the API server does not say
   */
  boolean isAllowed(Permission right) {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(right.verb())
            .withGroup(right.group())
            .withResource(right.resource())
            .withSubresource(right.subresource())
            .withNamespace(right.namespace())
            .withName(right.name())
            .endResourceAttributes()
            .endSpec()
            .build();
    SelfSubjectAccessReview response = client.resource(review).create();
    return (response.getStatus() != null && Boolean.TRUE.equals(response.getStatus().getAllowed()))
        || (right.isOfSecrets() && isAllowedByName(right));
  }

  /** A role may name the Secrets: which of them are needed, the resources say. */
  private boolean isAllowedByName(Permission right) {
    var review =
        new SelfSubjectRulesReviewBuilder()
            .withNewSpec()
            .withNamespace(right.namespace() == null ? ANY_NAMESPACE : right.namespace())
            .endSpec()
            .build();
    var response = client.resource(review).create();
    return response.getStatus() != null
        && response.getStatus().getResourceRules().stream()
            .filter(rule -> rule.getResources().contains(right.resource()))
            .filter(rule -> rule.getApiGroups().contains(right.group()))
            .anyMatch(rule -> rule.getVerbs().contains(right.verb()));
  }
}
