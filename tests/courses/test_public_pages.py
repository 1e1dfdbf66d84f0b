"""What anybody can read about a course before starting it."""

from courses import queries
from courses.models import CoursePage


def test_the_list_names_each_published_course(client, taxi):
    page = client.get("/courses/").content.decode()
    assert "Keeping children safe: taxi and private hire" in page
    assert "About 45 minutes" in page


def test_a_course_says_what_it_is_and_where_to_start(client, taxi):
    page = client.get("/courses/cse-taxi/").content.decode()
    assert "Drivers and booking staff see things that nobody else sees." in page
    assert "Notice signs on a journey" in page
    assert "This website does not pass on reports." in page
    assert taxi.page.start_url
    assert f'href="{taxi.page.start_url}"' in page


def test_an_unpublished_course_is_not_found(client, taxi):
    CoursePage.objects.get().unpublish()
    assert client.get("/courses/cse-taxi/").status_code == 404


def test_a_course_page_is_read_with_few_queries(client, taxi, django_assert_max_num_queries):
    client.get("/courses/cse-taxi/")
    with django_assert_max_num_queries(12):
        client.get("/courses/cse-taxi/")


def test_the_current_version_is_one_query(taxi, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.current_version(taxi.course)
