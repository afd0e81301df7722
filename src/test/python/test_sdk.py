"""The vendor's unmodified Python SDK as the judge of the emulator, which it starts from its jar."""

import datetime
import os
import re
import subprocess
import tempfile
import unittest
from unittest import mock

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkcss.v1 import CssClient
from huaweicloudsdkcss.v1 import model as css
from huaweicloudsdkvpcep.v1 import VpcepClient
from huaweicloudsdkvpcep.v1 import model as vpcep

JAR = "target/vpcep-emulator.jar"
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"

DATA = """
creatingTime: 0s
accessKeys:
  - {accessKey: permanent, secretKey: secret}
  - {accessKey: temporary, secretKey: secret, securityToken: token}
  - {accessKey: spoilt, secretKey: secret}
services:
  - id: s
    connections:
      - {id: a, status: pendingAcceptance, marker_id: 16777510}
      - {id: b, status: accepted}
      - {id: failed, status: failed}
clusters:
  - {id: c, connections: [{id: a}]}
"""


class Emulator:
    """The emulator as a user starts it."""

    def __init__(self):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", delete=False) as file:
            file.write(DATA)
        self.data = file.name
        self.process = subprocess.Popen(
            [JAVA, "-jar", JAR, "--port", "0", "--data", self.data], stdout=subprocess.PIPE, text=True
        )
        self.url = next(self._urls(), None)
        if self.url is None:
            self.close()
            raise RuntimeError("the emulator did not start")

    def _urls(self):
        for line in self.process.stdout:
            match = re.search(r"is at (http://\S+:\d+)", line)
            if match:
                yield match.group(1)

    def close(self):
        self.process.terminate()
        self.process.communicate()
        os.remove(self.data)


def client(kind, url, key, secret="secret", token=None):
    credentials = BasicCredentials(key, secret, "some-project")
    if token:
        credentials.with_security_token(token)
    return kind.new_builder().with_credentials(credentials).with_endpoint(url).build()


class SdkTest(unittest.TestCase):
    def setUp(self):
        self.emulator = Emulator()
        self.addCleanup(self.emulator.close)

    def vpcep(self, *key):
        return client(VpcepClient, self.emulator.url, *key)

    def listed(self, api, **query):
        request = vpcep.ListServiceConnectionsRequest(vpc_endpoint_service_id="s", **query)
        return api.list_service_connections(request)

    def act(self, api, action, endpoint):
        body = vpcep.AcceptOrRejectEndpointRequestBody(action=action, endpoints=[endpoint])
        request = vpcep.AcceptOrRejectEndpointRequest(vpc_endpoint_service_id="s", body=body)
        return api.accept_or_reject_endpoint(request).connections[0].status

    def assert_refused(self, status, code, call, *arguments, **more):
        with self.assertRaises(ServiceResponseException) as refusal:
            call(*arguments, **more)
        self.assertEqual((status, code), (refusal.exception.status_code, refusal.exception.error_code))

    def test_lists_connections_until_a_page_is_empty(self):
        api, ids = self.vpcep("permanent"), []
        while page := self.listed(api, limit=2, offset=len(ids)).connections:
            ids += [connection.id for connection in page]
        self.assertCountEqual(["a", "b", "failed"], ids)

    def test_filters_connections(self):
        api = self.vpcep("permanent")
        for query in {"id": "a"}, {"marker_id": "16777510"}, {"status": "pendingAcceptance"}:
            found = self.listed(api, **query)
            self.assertEqual((1, "a"), (found.total_count, found.connections[0].id), query)

    def test_accepts_and_rejects(self):
        for key in ("permanent",), ("temporary", "secret", "token"):
            api = self.vpcep(*key)
            self.assertEqual("rejected", self.act(api, "reject", "a"))
            self.assertEqual("accepted", self.act(api, "receive", "a"))
            self.assert_refused(400, "EndPoint.2047", self.act, api, "receive", "failed")

    def test_describes_a_connection(self):
        body = vpcep.UpdateEndpointConnectionsDescRequestBody(
            connections=[vpcep.ConnectionsDesc(id="a", description="größte Datenbank")]
        )
        request = vpcep.UpdateEndpointConnectionsDescRequest(vpc_endpoint_service_id="s", body=body)
        api = self.vpcep("permanent")
        api.update_endpoint_connections_desc(request)
        self.assertEqual("größte Datenbank", self.listed(api, id="a").connections[0].description)

    def test_reads_services_and_quotas(self):
        api = self.vpcep("permanent")
        services = api.list_endpoint_service(vpcep.ListEndpointServiceRequest()).endpoint_services
        self.assertEqual(["s"], [service.id for service in services])
        quotas = api.list_quota_details(vpcep.ListQuotaDetailsRequest()).quotas.resources
        self.assertEqual(["endpoint", "endpoint_service"], [quota.type for quota in quotas])
        unknown = vpcep.ListServiceDetailsRequest(vpc_endpoint_service_id="unknown")
        self.assert_refused(404, "EndPoint.0005", api.list_service_details, unknown)

    def test_changes_a_whitelist(self):
        api = self.vpcep("permanent")
        body = vpcep.AddOrRemoveServicePermissionsRequestBody(permissions=["iam:domain::ann"], action="add")
        api.add_or_remove_service_permissions(
            vpcep.AddOrRemoveServicePermissionsRequest(vpc_endpoint_service_id="s", body=body)
        )
        records = api.list_service_permissions_details(
            vpcep.ListServicePermissionsDetailsRequest(vpc_endpoint_service_id="s")
        ).permissions
        self.assertCountEqual(["*", "iam:domain::ann"], [record.permission for record in records])

    def test_rejects_a_connection_of_a_cluster(self):
        api = client(CssClient, self.emulator.url, "permanent")
        body = css.UpdateVpcepConnectionReq(action="reject", endpoint_id_list=["a"])
        api.update_vpcep_connection(css.UpdateVpcepConnectionRequest(cluster_id="c", body=body))
        found = api.show_vpcep_connection(css.ShowVpcepConnectionRequest(cluster_id="c"))
        self.assertEqual(["rejected"], [connection.status for connection in found.connections])

    def test_is_refused_with_wrong_keys(self):
        for key in ("spoilt", "wrong"), ("temporary", "secret", "another"), ("unknown",):
            self.assert_refused(401, "APIGW.0301", self.listed, self.vpcep(*key))

    def test_is_refused_with_a_clock_that_is_off(self):
        for minutes in -16, 16:
            off = mock.Mock(wraps=datetime.datetime)
            off.utcnow.return_value = datetime.datetime.utcnow() + datetime.timedelta(minutes=minutes)
            with mock.patch("huaweicloudsdkcore.signer.signer.datetime", off):
                self.assert_refused(401, "APIGW.0301", self.listed, self.vpcep("permanent"))


if __name__ == "__main__":
    unittest.main()
