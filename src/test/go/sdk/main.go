// Calls an emulator with the vendor's unmodified Go SDK, and prints a line for each call: its name, and what was read or the
// status and code of the refusal. The first argument is the URL; credentials come from the environment.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	vpcep "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/vpcep/v1"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/vpcep/v1/model"
)

const service = "s"

func client(url string) (*vpcep.VpcepClient, error) {
	credentials, err := basic.NewCredentialsBuilder().
		WithAk(os.Getenv("SDK_ACCESS_KEY")).
		WithSk(os.Getenv("SDK_SECRET_KEY")).
		WithSecurityToken(os.Getenv("SDK_SECURITY_TOKEN")).
		WithProjectId("some-project").
		SafeBuild()
	if err != nil {
		return nil, err
	}
	http, err := vpcep.VpcepClientBuilder().WithEndpoints([]string{url}).WithCredential(credentials).SafeBuild()
	if err != nil {
		return nil, err
	}
	return vpcep.NewVpcepClient(http), nil
}

func show(call string, err error, result ...any) {
	var refusal *sdkerr.ServiceResponseError
	switch {
	case errors.As(err, &refusal):
		fmt.Println(call, "refused", refusal.StatusCode, refusal.ErrorCode)
	case err != nil:
		fmt.Println(call, "failed", err)
	default:
		fmt.Println(append([]any{call}, result...)...)
	}
}

// list reads a page after another until one is empty.
func list(c *vpcep.VpcepClient) {
	var ids []string
	for {
		offset, limit := int32(len(ids)), int32(2)
		page, err := c.ListServiceConnections(&model.ListServiceConnectionsRequest{
			VpcEndpointServiceId: service, Limit: &limit, Offset: &offset})
		if err != nil || len(*page.Connections) == 0 {
			show("list", err, len(ids))
			return
		}
		for _, connection := range *page.Connections {
			ids = append(ids, *connection.Id)
		}
	}
}

func filter(c *vpcep.VpcepClient) {
	id := "a"
	page, err := c.ListServiceConnections(&model.ListServiceConnectionsRequest{VpcEndpointServiceId: service, Id: &id})
	if err != nil {
		show("filter", err)
		return
	}
	first := (*page.Connections)[0]
	show("filter", nil, *page.TotalCount, *first.Id, *first.Status, *first.MarkerId)
}

func act(c *vpcep.VpcepClient, action model.AcceptOrRejectEndpointRequestBodyAction, endpoint string) {
	changed, err := c.AcceptOrRejectEndpoint(&model.AcceptOrRejectEndpointRequest{VpcEndpointServiceId: service,
		Body: &model.AcceptOrRejectEndpointRequestBody{Action: action, Endpoints: []string{endpoint}}})
	if err != nil {
		show(action.Value(), err)
		return
	}
	show(action.Value(), nil, *(*changed.Connections)[0].Status)
}

func describe(c *vpcep.VpcepClient) {
	changed, err := c.UpdateEndpointConnectionsDesc(&model.UpdateEndpointConnectionsDescRequest{
		VpcEndpointServiceId: service,
		Body: &model.UpdateEndpointConnectionsDescRequestBody{
			Connections: []model.ConnectionsDesc{{Id: "a", Description: "orders"}}}})
	if err != nil {
		show("describe", err)
		return
	}
	show("describe", nil, *(*changed.Connections)[0].Description)
}

func services(c *vpcep.VpcepClient) {
	all, err := c.ListEndpointService(&model.ListEndpointServiceRequest{})
	if err == nil {
		show("services", nil, *all.TotalCount, *(*all.EndpointServices)[0].Id)
	} else {
		show("services", err)
	}
	_, err = c.ListServiceDetails(&model.ListServiceDetailsRequest{VpcEndpointServiceId: "unknown"})
	show("unknown", err)
}

func whitelist(c *vpcep.VpcepClient) {
	_, err := c.AddOrRemoveServicePermissions(&model.AddOrRemoveServicePermissionsRequest{VpcEndpointServiceId: service,
		Body: &model.AddOrRemoveServicePermissionsRequestBody{
			Permissions: []string{"iam:domain::ann"},
			Action:      model.GetAddOrRemoveServicePermissionsRequestBodyActionEnum().ADD}})
	show("permit", err)
	records, err := c.ListServicePermissionsDetails(&model.ListServicePermissionsDetailsRequest{VpcEndpointServiceId: service})
	if err == nil {
		show("whitelist", nil, len(*records.Permissions))
	} else {
		show("whitelist", err)
	}
}

func quotas(c *vpcep.VpcepClient) {
	all, err := c.ListQuotaDetails(&model.ListQuotaDetailsRequest{})
	if err == nil {
		show("quotas", nil, len(*all.Quotas.Resources))
	} else {
		show("quotas", err)
	}
}

func main() {
	c, err := client(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	actions := model.GetAcceptOrRejectEndpointRequestBodyActionEnum()
	list(c)
	filter(c)
	act(c, actions.RECEIVE, "a")
	act(c, actions.REJECT, "b")
	act(c, actions.RECEIVE, "failed")
	describe(c)
	services(c)
	whitelist(c)
	quotas(c)
}
