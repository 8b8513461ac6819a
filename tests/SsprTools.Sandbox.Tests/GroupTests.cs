namespace SsprTools.Sandbox.Tests;

/// <summary>Groups and members: graph.md 1.3.</summary>
public sealed class GroupTests
{
    [Fact]
    public async Task Create_with_members_takes_twenty_and_no_more()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new Hosting.SandboxOptions { Users = 30 });
        List<string> users = [.. (await tenant.GetAsync("/v1.0/users?$filter=startswith(userPrincipalName,'user0')&$top=21&$select=id")).Is(200)
            .Value.Select(user => $"{tenant.Root}/v1.0/users/{user.GetProperty("id").GetString()}")];
        Assert.Equal(21, users.Count);
        Answer group = (await tenant.PostAsync("/v1.0/groups", Body(users.Take(20)))).Is(201);
        Assert.Equal(20, (await tenant.GetAsync($"/v1.0/groups/{group.Id}/members")).Value.Count);
        _ = (await tenant.PostAsync("/v1.0/groups", Body(users))).Fails(400, "Request_BadRequest");
    }

    [Theory]
    [InlineData("displayName")]
    [InlineData("mailEnabled")]
    [InlineData("mailNickname")]
    [InlineData("securityEnabled")]
    public async Task Each_required_property_is_required(string missing)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Dictionary<string, object> body = Body([]);
        _ = body.Remove(missing);
        _ = (await tenant.PostAsync("/v1.0/groups", body)).Fails(400, "Request_BadRequest");
    }

    [Theory]
    [InlineData("On", "DynamicMembership", 201)]
    [InlineData("Paused", "DynamicMembership", 201)]
    [InlineData("Off", "DynamicMembership", 400)]
    [InlineData("On", null, 400)]
    public async Task A_dynamic_group_takes_its_processing_state(string state, string? type, int status)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Dictionary<string, object> body = Body([]);
        body["groupTypes"] = type is null ? Array.Empty<string>() : [type];
        body["membershipRule"] = "user.department -eq \"Retail\"";
        body["membershipRuleProcessingState"] = state;
        Answer group = (await tenant.PostAsync("/v1.0/groups", body)).Is(status);
        if (status == 201)
        {
            Assert.Equal(state, (await tenant.GetAsync($"/v1.0/groups/{group.Id}")).Is(200)["membershipRuleProcessingState"]);
        }
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("a@b")]
    [InlineData("dot.ted")]
    public async Task A_bad_mail_nickname_is_refused(string nickname)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Dictionary<string, object> body = Body([]);
        body["mailNickname"] = nickname;
        _ = (await tenant.PostAsync("/v1.0/groups", body)).Fails(400, "Request_BadRequest");
    }

    [Fact]
    public async Task Adding_a_member_twice_is_400_and_an_unknown_one_404()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string group = await tenant.CreateGroupAsync("G", TestTenant.AdeleId);
        Answer twice = (await tenant.AddMemberAsync(group, TestTenant.AdeleId)).Fails(400, "Request_BadRequest");
        Assert.Equal("One or more added object references already exist for the following modified properties: 'members'.", twice.Message);
        _ = (await tenant.AddMemberAsync(group, Guid.NewGuid().ToString())).Fails(404, "Request_ResourceNotFound");
    }

    [Fact]
    public async Task A_bind_is_all_or_nothing()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string group = await tenant.CreateGroupAsync("G", TestTenant.AdeleId);
        Dictionary<string, object> bind = Bind(tenant, TestTenant.BenId, TestTenant.AdeleId);
        _ = (await tenant.PatchAsync($"/v1.0/groups/{group}", bind)).Fails(400, "Request_BadRequest");
        _ = Assert.Single((await tenant.GetAsync($"/v1.0/groups/{group}/members")).Value);
        _ = (await tenant.PatchAsync($"/v1.0/groups/{group}", Bind(tenant, TestTenant.BenId))).Is(204);
        Assert.Equal(2, (await tenant.GetAsync($"/v1.0/groups/{group}/members")).Value.Count);
        _ = (await tenant.PatchAsync($"/v1.0/groups/{group}", Bind(tenant, TestTenant.HelpdeskId, TestTenant.HelpdeskId))).Is(400);
    }

    [Fact]
    public async Task Nested_members_are_found_through_transitiveMembers()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string inner = await tenant.CreateGroupAsync("Inner", TestTenant.AdeleId);
        string outer = await tenant.CreateGroupAsync("Outer", inner, TestTenant.BenId);
        Assert.Equal(3, (await tenant.GetAsync($"/v1.0/groups/{outer}/transitiveMembers")).Value.Count);
        Answer users = (await tenant.GetAsync($"/v1.0/groups/{outer}/transitiveMembers/microsoft.graph.user?$select=id")).Is(200);
        Assert.Equal([TestTenant.BenId, TestTenant.AdeleId], users.Value.Select(user => user.GetProperty("id").GetString()!));
        Answer parents = (await tenant.GetAsync($"/v1.0/users/{TestTenant.Adele}/transitiveMemberOf?$select=id")).Is(200);
        Assert.Equal([inner, outer], parents.Value.Select(user => user.GetProperty("id").GetString()!));
        Answer check = (await tenant.PostAsync($"/v1.0/users/{TestTenant.Adele}/checkMemberGroups", new { groupIds = new[] { outer, Guid.NewGuid().ToString() } })).Is(200);
        Assert.Equal(outer, Assert.Single(check.Value).GetString());
        Assert.Equal("#microsoft.graph.group", (await tenant.GetAsync($"/v1.0/groups/{outer}/members")).Value[0].GetProperty("@odata.type").GetString());
    }

    [Fact]
    public async Task Groups_that_contain_each_other_end()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string one = await tenant.CreateGroupAsync("One", TestTenant.AdeleId);
        string two = await tenant.CreateGroupAsync("Two", one);
        _ = (await tenant.AddMemberAsync(one, two)).Is(204);
        Assert.Equal(2, (await tenant.GetAsync($"/v1.0/groups/{one}/transitiveMembers")).Value.Count);
    }

    [Fact]
    public async Task Delete_without_ref_deletes_the_user_itself()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string group = await tenant.CreateGroupAsync("G", TestTenant.AdeleId, TestTenant.BenId);
        _ = (await tenant.DeleteAsync($"/v1.0/groups/{group}/members/{TestTenant.AdeleId}/$ref")).Is(204);
        _ = (await tenant.GetAsync($"/v1.0/users/{TestTenant.AdeleId}")).Is(200);
        _ = (await tenant.DeleteAsync($"/v1.0/groups/{group}/members/{TestTenant.BenId}")).Is(204);
        _ = (await tenant.GetAsync($"/v1.0/users/{TestTenant.BenId}")).Is(404);
    }

    [Fact]
    public async Task Delete_without_ref_is_403_for_who_may_not_delete_users()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string group = await tenant.CreateGroupAsync("G", TestTenant.AdeleId);
        string token = await tenant.TokenAsync(new { scopes = new[] { "GroupMember.ReadWrite.All" } });
        _ = (await tenant.DeleteAsync($"/v1.0/groups/{group}/members/{TestTenant.AdeleId}", token)).Is(403);
        _ = (await tenant.DeleteAsync($"/v1.0/groups/{group}/members/{TestTenant.AdeleId}/$ref", token)).Is(204);
    }

    [Fact]
    public async Task Posting_to_members_without_ref_is_400()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string group = await tenant.CreateGroupAsync();
        Answer answer = (await tenant.PostAsync($"/v1.0/groups/{group}/members", tenant.Reference(TestTenant.AdeleId))).Fails(400, "Request_BadRequest");
        Assert.Equal("Write requests are only supported on contained entities", answer.Message);
    }

    [Fact]
    public async Task Expand_members_shows_twenty_at_most()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new Hosting.SandboxOptions { Users = 30 });
        Answer groups = (await tenant.GetAsync("/v1.0/groups?$expand=members")).Is(200);
        Assert.Equal(20, groups.Value[0].GetProperty("members").GetArrayLength());
        Assert.Null(groups.NextLink);
    }

    [Fact]
    public async Task Display_names_are_not_unique()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = await tenant.CreateGroupAsync("Same");
        _ = await tenant.CreateGroupAsync("Same");
        Assert.Equal(2, (await tenant.GetAsync("/v1.0/groups?$filter=displayName eq 'Same'")).Is(200).Value.Count);
    }

    [Fact]
    public async Task A_role_assignable_group_needs_the_role_management_scope()
    {
        await using TestTenant tenant = await TestTenant.StartAsync("""
            {"users":[{"upn":"a@contoso.onmicrosoft.com","roles":["Global Administrator"]},{"upn":"b@contoso.onmicrosoft.com"}],
             "groups":[{"displayName":"Admins","isAssignableToRole":true,"roles":["User Administrator"]}]}
            """);
        string group = (await tenant.GetAsync("/v1.0/groups")).Value[0].GetProperty("id").GetString()!;
        string user = (await tenant.GetAsync("/v1.0/users/b@contoso.onmicrosoft.com")).Id;
        string token = await tenant.TokenAsync(new { scopes = new[] { "GroupMember.ReadWrite.All" } });
        _ = (await tenant.PostAsync($"/v1.0/groups/{group}/members/$ref", tenant.Reference(user), token)).Is(403);
        _ = (await tenant.AddMemberAsync(group, user)).Is(204);
    }

    private static Dictionary<string, object> Body(IEnumerable<string> members) => new()
    {
        ["displayName"] = "G",
        ["mailEnabled"] = false,
        ["mailNickname"] = "g",
        ["securityEnabled"] = true,
        ["members@odata.bind"] = members.ToArray(),
    };

    private static Dictionary<string, object> Bind(TestTenant tenant, params string[] ids) =>
        new() { ["members@odata.bind"] = ids.Select(id => $"{tenant.Root}/v1.0/directoryObjects/{id}").ToArray() };
}
